import { MESSAGES_PER_PAYLOAD_MAX, SENSOR_PAYLOAD_BYTES_MAX } from '../../../protocol/sensor-message.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const size: Rule = {
  name: 'size',
  mend: `Put at most ${MESSAGES_PER_PAYLOAD_MAX} messages and ${SENSOR_PAYLOAD_BYTES_MAX} bytes into a payload; begin another for the rest.`,
  judge(log) {
    const said = log.flatMap((it) => (it.kind === 'said' ? [it] : []))
    if (said.length === 0) return notSeen('nothing was published')
    const bytesMax = Math.max(...said.map(({ bytes }) => bytes))
    const countMax = Math.max(...said.map(({ count }) => count))
    const seen = `at most ${bytesMax} bytes and ${countMax} messages in a payload`
    return bytesMax > SENSOR_PAYLOAD_BYTES_MAX || countMax > MESSAGES_PER_PAYLOAD_MAX ? broken(seen) : kept(seen)
  },
}
