import { during, includes, isBack, movement, saidAfterCut, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'
import { acknowledged } from './acknowledged.ts'
import { isObeyed } from './settings.ts'

export const unknownFields: Rule = {
  name: 'unknown_fields',
  mend: 'Ignore the fields of `ack` and `down` that you do not know, and obey the others: later versions will have more.',
  judge(log, limits) {
    const downs = during(log, 'settings').flatMap((it) => (it.kind === 'down' ? [it] : []))
    const [strange, plain] = downs
    if (strange !== undefined && plain !== undefined && isObeyed(log, plain, limits)) {
      return broken('settings with an unknown field were not taken; the same without it were')
    }
    const there = during(log, 'unknown_fields')
    const moved = movement(log)
    if (moved === null || !isBack(there)) return notSeen('no connection came back after an ack with an unknown field')
    if (acknowledged.judge(log, limits).kind !== 'kept')
      return notSeen('an ack without unknown fields is not taken either')
    return includes(saidAfterCut(there), moved.closed)
      ? broken(`an ack with an unknown field did not end ${wordsFor(moved.closed)}`)
      : kept('an ack with an unknown field was taken')
  },
}
