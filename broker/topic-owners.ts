/** A gateway that speaks over a broker of somebody else's, and the topic filters of its family. */
export interface SpeakingGateway {
  readonly id: string
  readonly filters: readonly string[]
}

/** Which gateway a topic is of: a broker passes messages on without saying who sent them. */
export class TopicOwners {
  readonly #byStem = new Map<string, { readonly filter: string; readonly id: string }[]>()

  constructor(gateways: readonly SpeakingGateway[]) {
    for (const { id, filters } of gateways) {
      for (const filter of filters) {
        const stem = stemOf(filter)
        const known = this.#byStem.get(stem)
        if (known === undefined) this.#byStem.set(stem, [{ filter, id }])
        else known.push({ filter, id })
      }
    }
  }

  /** The one whose filter spells out the most; null where none is, or several alike (a family's common announcements). */
  of(topic: string): string | null {
    for (let stem = topic; ; stem = stem.slice(0, Math.max(0, stem.lastIndexOf('/')))) {
      const found = this.#byStem.get(stem)?.filter(({ filter }) => matches(filter, topic)) ?? []
      if (found.length > 0) return found.length === 1 ? (found[0]?.id ?? null) : null
      if (stem === '') return null
    }
  }
}

/** The levels before the first wildcard. */
function stemOf(filter: string): string {
  const levels = filter.split('/')
  const wild = levels.findIndex((it) => it === '+' || it === '#')
  return (wild === -1 ? levels : levels.slice(0, wild)).join('/')
}

/** MQTT-4.7: `+` is one level, `#` is what is left, also nothing. */
export function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/')
  const given = topic.split('/')
  for (const [place, level] of wanted.entries()) {
    if (level === '#') return true
    if (place >= given.length || (level !== '+' && level !== given[place])) return false
  }
  return wanted.length === given.length
}
