import type { SensorMessage } from '../../../protocol/sensor-message.ts'
import { firstSayings, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const openings: Rule = {
  name: 'openings',
  mend: 'Count every opening since manufacture in flash, before `opened` is written, and say the count with each message.',
  judge(log) {
    const told = inOrder(firstSayings(log).map(({ message }) => message))
    const bare = told.find((it) => it.openings === undefined || it.openings === null)
    if (bare !== undefined) return broken(`${wordsFor(bare)} has no openings`)
    if (!told.some(({ kind }) => kind === 'opened')) return notSeen('no opening')
    for (const [index, message] of told.entries()) {
      const before = told[index - 1]
      const wrong = before === undefined ? null : wrongStep(before, message)
      if (wrong !== null) return broken(wrong)
    }
    return kept(`${told.at(0)?.openings} to ${told.at(-1)?.openings}, one more with each opened`)
  },
}

/** By run as they were first heard, and by number within each. */
function inOrder(messages: readonly SensorMessage[]): readonly SensorMessage[] {
  const boots = [...new Set(messages.map(({ boot }) => boot))]
  return boots.flatMap((boot) => messages.filter((it) => it.boot === boot).toSorted((a, b) => a.seq - b.seq))
}

function wrongStep(before: SensorMessage, message: SensorMessage): string | null {
  const step = (message.openings ?? 0) - (before.openings ?? 0)
  const follows = message.boot === before.boot && message.seq === before.seq + 1
  const wanted = message.kind === 'opened' ? 1 : 0
  const right = follows ? step === wanted : step >= 0
  return right ? null : `${wordsFor(message)} says ${message.openings} after ${before.openings}`
}
