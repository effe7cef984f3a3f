import { sensorTopic } from '../../../protocol/topic.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const publishes: Rule = {
  name: 'publishes',
  mend: 'Publish on your own `up` alone, with QoS 1 and without the retain flag.',
  judge(log) {
    const said = log.flatMap((it) => (it.kind === 'said' ? [it] : []))
    if (said.length === 0) return notSeen('nothing was published')
    const clientId =
      log.flatMap((it) => (it.kind === 'connected' && it.refused === null ? [it.clientId] : [])).at(0) ?? ''
    const astray = said.find(({ topic }) => topic !== sensorTopic(clientId, 'up'))
    if (astray !== undefined) return broken(`a publish on ${astray.topic}, which closes the connection`)
    const otherQos = said.find(({ qos }) => qos !== 1)
    if (otherQos !== undefined) return broken(`a publish with QoS ${otherQos.qos}`)
    if (said.some(({ retain }) => retain)) return broken('a publish with the retain flag')
    return kept(`${said.length} payloads on ${sensorTopic(clientId, 'up')}, QoS 1, not retained`)
  },
}
