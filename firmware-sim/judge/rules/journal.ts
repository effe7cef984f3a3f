import { during, movement, nameOf, seconds, transmissions, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const journal: Rule = {
  name: 'journal',
  mend: 'Keep each message until `ack` covers it, whatever PUBACK came, and say it again while connected: first after some 10 s, then more seldom.',
  judge(log, { againMs }) {
    const moved = movement(log)
    if (moved === null) return notSeen('the door was not opened and closed')
    const there = transmissions(during(log, 'door')).map(({ message }) => nameOf(message))
    const messages = [moved.opened, moved.closed]
    const once = messages.find((message) => there.filter((name) => name === nameOf(message)).length < 2)
    if (once !== undefined) {
      return broken(`${wordsFor(once)} was said once, and within ${seconds(againMs)} not again, though no ack came`)
    }
    return kept('what no ack covered was said again on the same connection')
  },
}
