import type { JudgeLimits } from '../limits.ts'
import type { Log, Sighting } from '../sighting.ts'
import { during, isLive, newIn, seconds } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

/** How much later than told a heartbeat may be. */
const LATE_SHARE = 0.2

/** Two messages in turn, each made within the period that was told: one alone may be chance. */
const MESSAGES_WANTED = 2

export const settings: Rule = {
  name: 'settings',
  mend: 'Take `heartbeatSeconds` from `down` at once, and let no more time than that pass between two messages.',
  judge(log, limits) {
    const downs = during(log, 'settings').flatMap((it) => (it.kind === 'down' ? [it] : []))
    if (downs.length === 0) return notSeen('no settings were sent')
    const made = newIn(log, 'settings').length
    const words = `a heartbeat every ${seconds(limits.heartbeatSeconds * 1000)}`
    return downs.some((down) => isObeyed(log, down, limits))
      ? kept(`told of ${words}, and heard so`)
      : broken(`told of ${words}, and heard ${made} new messages that do not come so`)
  },
}

/** After the settings came to the device, its messages come as often as they say. */
export function isObeyed(log: Log, down: Sighting, { heartbeatSeconds, toleranceMs }: JudgeLimits): boolean {
  const periodMs = heartbeatSeconds * 1000 * (1 + LATE_SHARE) + toleranceMs
  const toldAtMs = arrivalOf(log, down)
  const madeAtMs = newIn(log, 'settings')
    .map(({ atMs, message }) => atMs - message.age)
    .filter((atMs) => atMs >= toldAtMs - toleranceMs)
    .toSorted((a, b) => a - b)
    .slice(0, MESSAGES_WANTED)
  const times = [toldAtMs, ...madeAtMs]
  return madeAtMs.length === MESSAGES_WANTED && madeAtMs.every((atMs, index) => atMs - (times[index] ?? 0) <= periodMs)
}

/** What is retained reaches a device that sleeps when it next subscribes. */
function arrivalOf(log: Log, down: Sighting): number {
  const index = log.indexOf(down)
  if (isLive(log.slice(0, index))) return down.atMs
  return log.slice(index).find(({ kind }) => kind === 'subscribed')?.atMs ?? Number.POSITIVE_INFINITY
}
