import { holesOf, runs } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

const NAMED_MAX = 8

export const sequence: Rule = {
  name: 'sequence',
  mend: 'Give each message the next number of its run when it is written to the journal, and leave none out.',
  judge(log) {
    const holes = [...runs(log)].flatMap(([boot, numbers]) => holesOf(numbers).map((seq) => `${boot}/${seq}`))
    if (holes.length > 0) return broken(`never said: ${holes.slice(0, NAMED_MAX).join(', ')}`)
    const counted = [...runs(log)].filter(([, numbers]) => numbers.size > 1)
    const words = counted.map(([boot, numbers]) => `${Math.min(...numbers)} to ${Math.max(...numbers)} of ${boot}`)
    return counted.length === 0 ? notSeen('no run had two messages') : kept(words.join(', '))
  },
}
