import { sensorTopic } from '../../../protocol/topic.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const subscribes: Rule = {
  name: 'subscribes',
  mend: 'Subscribe to your own `ack` and `down` after every CONNACK, and to nothing else: sessions are clean.',
  judge(log) {
    const spoke = new Set(log.flatMap((it) => (it.kind === 'said' ? [it.connection] : [])))
    if (spoke.size === 0) return notSeen('nothing was said on any connection')
    for (const connected of log) {
      if (connected.kind !== 'connected' || !spoke.has(connected.connection)) continue
      const { connection, clientId } = connected
      const topics = log.flatMap((it) => (it.kind === 'subscribed' && it.connection === connection ? [it.topic] : []))
      const own = [sensorTopic(clientId, 'ack'), sensorTopic(clientId, 'down')]
      const missing = own.filter((topic) => !topics.includes(topic))
      if (missing.length > 0) return broken(`connection ${connection} did not subscribe to ${missing.join(' and ')}`)
      const foreign = topics.find((topic) => !own.includes(topic))
      if (foreign !== undefined) return broken(`connection ${connection} asked for ${foreign}, which is refused`)
    }
    return kept(`to ack and down, on each of ${spoke.size} connections`)
  },
}
