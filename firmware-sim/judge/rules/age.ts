import type { Log } from '../sighting.ts'
import { during, firstSayings, nameOf, newIn, seconds, transmissions, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

/** How much a cheap oscillator may be wrong by. */
const DRIFT_SHARE = 0.01

/**
 * `age` is computed anew at every transmission: it grows by just as much as time went by. Only what was said again after
 * more than twice the tolerance can tell a growing age from one that stands.
 */
export const age: Rule = {
  name: 'age',
  mend: 'Compute `age` anew at every transmission, as the monotonic clock now less the clock when it happened; the clock has to run on through sleep and restarts.',
  judge(log, { toleranceMs }) {
    const askedAtMs = during(log, 'door')[0]?.atMs ?? null
    const old = newIn(log, 'door').find(
      ({ message, atMs }) =>
        (message.kind === 'opened' || message.kind === 'closed') &&
        message.age > atMs - (askedAtMs ?? atMs) + toleranceMs,
    )
    if (old !== undefined)
      return broken(`${wordsFor(old.message)} says ${seconds(old.message.age)}, before it was asked for`)
    const spans = repetitions(log)
    const wrong = spans.find(
      ({ wentByMs, grewMs }) => Math.abs(grewMs - wentByMs) > toleranceMs + DRIFT_SHARE * wentByMs,
    )
    if (wrong !== undefined) {
      return broken(
        `${wrong.words} was said again ${seconds(wrong.wentByMs)} later with an age ${seconds(wrong.grewMs)} greater`,
      )
    }
    const telling = spans.filter(({ wentByMs }) => wentByMs > 2 * toleranceMs)
    const longest = Math.max(...telling.map(({ wentByMs }) => wentByMs))
    return telling.length === 0
      ? notSeen('nothing was said again after so long that it could be told')
      : kept(`grew with the time in ${telling.length} repetitions, of up to ${seconds(longest)}`)
  },
}

interface Span {
  readonly words: string
  readonly wentByMs: number
  readonly grewMs: number
}

/** Each repetition against the first saying. */
function repetitions(log: Log): readonly Span[] {
  const first = new Map(firstSayings(log).map((it) => [nameOf(it.message), it]))
  return transmissions(log).flatMap(({ message, atMs }) => {
    const before = first.get(nameOf(message))
    if (before === undefined || before.message === message) return []
    return [{ words: wordsFor(message), wentByMs: atMs - before.atMs, grewMs: message.age - before.message.age }]
  })
}
