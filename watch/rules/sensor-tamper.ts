import type { SensorUid } from '../../base/id.ts'
import type { Facts } from '../facts.ts'
import {
  cleared,
  type Episode,
  episodeKey,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/** The sensor's cover was opened or the sensor came off its door. It alerts under a permit as well. */
export const sensorTamper: Rule = {
  kind: 'sensor_tamper',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'sensor_tampered':
        return tampered(memory, begun(happening.sensor, happening.at, happening.late), facts)
      case 'tamper_cleared':
        return over(memory, (it) => it.sensor === happening.sensor, happening.at, 'tamper_cleared', facts)
      case 'order_ended':
        return over(memory, () => true, happening.at, 'order_ended', facts)
      default:
        return nothing(memory)
    }
  },
  deadline: () => null,
}

function begun(sensor: SensorUid, at: number, late: boolean): Episode {
  return {
    startedAt: at,
    sensor,
    lastAt: at,
    count: 1,
    late,
    raised: true,
    severity: 'critical',
    ongoing: [sensor],
    clearedAt: null,
    clearedReason: null,
  }
}

function tampered(memory: Memory, episode: Episode, facts: Facts): Heeded {
  return { memory: [...memory, episode], findings: [finding(episode, facts)] }
}

function over(
  memory: Memory,
  concerns: (episode: Episode) => boolean,
  at: number,
  reason: 'tamper_cleared' | 'order_ended',
  facts: Facts,
): Heeded {
  const settled = memory.filter(concerns).map((it) => cleared({ ...it, lastAt: at }, at, reason))
  if (settled.length === 0) return nothing(memory)
  return { memory: memory.filter((it) => !concerns(it)), findings: settled.map((it) => finding(it, facts)) }
}

function finding(episode: Episode, _facts: Facts): Finding {
  return {
    kind: sensorTamper.kind,
    key: episodeKey(episode),
    episode,
    sentence: sentences.sensorTamper(),
    thresholds: {},
    permits: [],
  }
}
