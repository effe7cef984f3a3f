import { during, includes, isBack, movement, saidAfterCut, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'
import { journalAfterCut } from './journal-after-cut.ts'

export const acknowledged: Rule = {
  name: 'acknowledged',
  mend: 'On `ack`, drop from the journal every message of that boot up to and with `seq`, and no other.',
  judge(log, limits) {
    const there = during(log, 'acknowledge')
    const moved = movement(log)
    if (moved === null || !isBack(there)) return notSeen('no connection came back after an ack')
    if (journalAfterCut.judge(log, limits).kind !== 'kept') return notSeen('no journal was said that an ack could end')
    const said = saidAfterCut(there)
    if (includes(said, moved.opened)) return broken(`${wordsFor(moved.opened)} was said again after its ack`)
    if (!includes(said, moved.closed))
      return broken(`${wordsFor(moved.closed)} was dropped by an ack of what is before it`)
    return kept(`an ack of ${moved.opened.seq} ended ${wordsFor(moved.opened)} and nothing after it`)
  },
}
