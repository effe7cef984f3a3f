import { isBack, seconds } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const reconnects: Rule = {
  name: 'reconnects',
  mend: 'Connect and subscribe again after every lost connection, for ever: after up to 1 s, then twice as long each time, up to 5 minutes.',
  judge(log, { reconnectMs }) {
    const cuts = log.flatMap((it, index) => (it.kind === 'cut' ? [index] : []))
    if (cuts.length === 0) return notSeen('no connection was cut')
    const lost = cuts.findIndex((from, nth) => !isBack(log.slice(from, cuts[nth + 1])))
    return lost < 0
      ? kept(`after each of ${cuts.length} cuts`)
      : broken(
          `after cut ${lost + 1} of ${cuts.length} no connection with a subscription within ${seconds(reconnectMs)}`,
        )
  },
}
