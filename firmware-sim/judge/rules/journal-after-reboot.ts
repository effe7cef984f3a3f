import type { SensorMessage } from '../../../protocol/sensor-message.ts'
import type { Log } from '../sighting.ts'
import {
  during,
  includes,
  latestConnection,
  newIn,
  type Transmission,
  transmissions,
  wordsFor,
} from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const journalAfterReboot: Rule = {
  name: 'journal_after_reboot',
  mend: 'Keep the journal in flash: after a restart say what no `ack` has covered, under its old boot and number.',
  judge(log) {
    const owed = owedAtReboot(log)
    const since = saidSinceReboot(log)
    if (owed.length === 0 || since.length === 0) return notSeen('nothing unacknowledged when it started anew')
    const missing = owed.find((message) => !includes(since, message))
    if (missing !== undefined) return broken(`${wordsFor(missing)} was not said again after the restart`)
    return kept(`${owed.length} unacknowledged messages were said again after the restart`)
  },
}

/** What came while the settings were tried, when no ack is sent. */
export function owedAtReboot(log: Log): readonly SensorMessage[] {
  return newIn(log, 'settings').map(({ message }) => message)
}

export function saidSinceReboot(log: Log): readonly Transmission[] {
  const before = latestConnection(
    log.slice(
      0,
      log.findIndex((it) => it.kind === 'step' && it.step === 'reboot'),
    ),
  )
  return transmissions(during(log, 'reboot')).filter(({ connection }) => connection > before)
}
