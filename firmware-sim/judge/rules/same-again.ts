import { firstSayings, nameOf, transmissions, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const sameAgain: Rule = {
  name: 'same_again',
  mend: 'Never give one number of a run to two messages: draw a new `boot` at every start, and say again what the journal holds.',
  judge(log) {
    const first = new Map(firstSayings(log).map(({ message }) => [nameOf(message), message]))
    const all = transmissions(log)
    const other = all.find(({ message }) => {
      const before = first.get(nameOf(message))
      return before !== undefined && contentOf(before) !== contentOf(message)
    })
    if (other !== undefined) {
      const before = first.get(nameOf(other.message))
      return broken(
        `${wordsFor(other.message)} was ${before?.kind ?? 'another'} before, or differs in door or openings`,
      )
    }
    const again = all.length - first.size
    return again === 0 ? notSeen('nothing was said again') : kept(`${again} times something was said again, unchanged`)
  },
}

function contentOf(message: { kind: string; door?: unknown; openings?: unknown }): string {
  return JSON.stringify([message.kind, message.door ?? null, message.openings ?? null])
}
