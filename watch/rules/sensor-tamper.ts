import { type Facts, policyAt } from '../facts.ts'
import { begunBySensor, type Episode, type Finding, NEVER, nothing, type Rule, settle } from '../rule.ts'
import { sentences } from '../sentences.ts'

/** The sensor's cover was opened or the sensor came off its door. It alerts under a permit as well. */
export const sensorTamper: Rule = {
  kind: 'sensor_tamper',
  hears: ['sensor_tampered', 'tamper_cleared', 'order_ended'],
  waits: 'never',
  heed(memory, happening, facts) {
    const find = (it: Episode): Finding => finding(it, facts)
    switch (happening.kind) {
      case 'sensor_tampered': {
        const { sensor, at, late } = happening
        const episode: Episode = { ...begunBySensor(sensor, at, 'critical'), late }
        return { memory: [...memory, episode], findings: [find(episode)] }
      }
      case 'tamper_cleared':
        return settle(memory, (it) => it.sensor === happening.sensor, happening.at, 'tamper_cleared', find)
      case 'order_ended':
        return settle(memory, () => true, happening.at, 'order_ended', find)
      default:
        return nothing(memory)
    }
  },
  deadline: () => NEVER,
}

function finding(episode: Episode, facts: Facts): Finding {
  return {
    kind: sensorTamper.kind,
    episode,
    sentence: sentences.sensorTamper(),
    policy: policyAt(facts, episode.startedAt),
    thresholds: {},
    permits: [],
  }
}
