import type { Log } from '../sighting.ts'
import { during, firstSayings, includes, movement, nameOf, transmissions, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule, type Verdict } from '../verdict.ts'

/**
 * One of the tries is enough: what the journal says again by its own clock may fall between a question and its answer,
 * but not into every one.
 */
export const resend: Rule = {
  name: 'resend',
  mend: 'Answer `resend` at once with exactly the messages of its ranges that the journal still holds.',
  judge(log) {
    const tries = resendTries(log)
    return tries.find(({ kind }) => kind === 'kept') ?? tries.at(-1) ?? notSeen('nothing was asked for again')
  },
}

/** The verdict on each time that the opening was asked for again. */
export function resendTries(log: Log): readonly Verdict[] {
  const there = during(log, 'resend')
  const moved = movement(log)
  if (moved === null) return []
  const before = log.slice(
    0,
    log.findIndex((it) => it.kind === 'step' && it.step === 'resend'),
  )
  const known = new Set(firstSayings(before).map(({ message }) => nameOf(message)))
  const asked = there.flatMap((it, index) => (it.kind === 'ack' ? [index] : []))
  return asked.map((from, nth) => {
    const heard = transmissions(there.slice(from, asked[nth + 1]))
    if (!includes(heard, moved.opened)) return broken(`${wordsFor(moved.opened)} was asked for and not said again`)
    const other = heard.find(({ message }) => nameOf(message) !== nameOf(moved.opened) && known.has(nameOf(message)))
    if (other !== undefined) return broken(`${wordsFor(other.message)} came too, and was not asked for`)
    return kept(`${wordsFor(moved.opened)} was asked for and came alone`)
  })
}
