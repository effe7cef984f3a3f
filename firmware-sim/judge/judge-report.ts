import type { Sighting } from './sighting.ts'
import type { Progress } from './steps.ts'
import { seconds } from './transmission.ts'
import type { Judgement } from './verdict.ts'

const WORDS = { kept: 'kept    ', broken: 'BROKEN  ', not_seen: 'not seen' } as const

/** A line for each rule, and a sentence that says what to do. */
export function report(judgements: readonly Judgement[]): string {
  const width = Math.max(...judgements.map(({ rule }) => rule.length))
  const lines = judgements.map(({ kind, rule, seen }) => `${WORDS[kind]}  ${rule.padEnd(width)}  ${seen}`)
  return [...lines, '', conclusion(judgements)].join('\n')
}

export function isConforming(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ kind }) => kind === 'kept')
}

export function conclusion(judgements: readonly Judgement[]): string {
  const broken = judgements.filter(({ kind }) => kind === 'broken')
  const unseen = judgements.filter(({ kind }) => kind === 'not_seen')
  if (isConforming(judgements)) return `All ${judgements.length} rules are kept: this device may speak to Menshen.`
  const [first] = broken
  if (first !== undefined) {
    const besides = unseen.length === 0 ? '' : `, and ${unseen.length} were not seen`
    return `${broken.length} of ${judgements.length} rules are broken${besides}. Begin with ${first.rule}: ${first.mend} Then judge it again.`
  }
  if (unseen.length === judgements.length) {
    return 'Nothing was let in. Point the device at this address and port, by plain MQTT, and start it while the judge waits.'
  }
  const names = unseen.map(({ rule }) => rule).join(', ')
  return `Nothing is broken, but what was not seen is not proved: ${names}. Run it again, and do what it asks for while it waits.`
}

export function progressWords(progress: Progress): string {
  const limit = `(up to ${Math.ceil(progress.limitMs / 1000)} s)`
  return progress.kind === 'hand' ? `>>> ${progress.words} ${limit}` : `... waiting ${progress.words} ${limit}`
}

/** What was seen in a line; null for what a person need not read. */
export function sightingWords(sighting: Sighting, startedAtMs: number): string | null {
  const words = wordsOf(sighting)
  return words === null ? null : `${seconds(sighting.atMs - startedAtMs).padStart(9)}  ${words}`
}

function wordsOf(it: Sighting): string | null {
  switch (it.kind) {
    case 'connected':
      return it.refused === null ? `connected: ${it.clientId}` : `refused: "${it.clientId}", ${it.refused}`
    case 'said':
      return [...it.messages.map(({ kind, seq, age }) => `${kind} ${seq}, age ${age} ms`), ...it.problems].join('; ')
    case 'ended':
      return 'the connection ended'
    case 'cut':
      return 'we cut the connection'
    case 'ack':
      return `we say ack ${JSON.stringify(it.ack)}`
    case 'down':
      return `we say down ${JSON.stringify(it.settings)}${it.withUnknownField ? ' and a field that it does not know' : ''}`
    case 'step':
    case 'subscribed':
      return null
    default:
      return null
  }
}
