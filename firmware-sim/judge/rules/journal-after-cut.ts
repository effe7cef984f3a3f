import { during, includes, isBack, movement, saidAfterCut, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const journalAfterCut: Rule = {
  name: 'journal_after_cut',
  mend: 'Say the whole journal, oldest first, after every reconnect.',
  judge(log) {
    const moved = movement(log)
    const there = during(log, 'cut')
    if (moved === null || !isBack(there)) return notSeen('no connection came back with something unacknowledged')
    const missing = [moved.opened, moved.closed].find((message) => !includes(saidAfterCut(there), message))
    if (missing !== undefined) return broken(`${wordsFor(missing)} was not said on the new connection`)
    return kept('what no ack covered was said on the new connection')
  },
}
