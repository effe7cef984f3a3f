import type { Log } from '../sighting.ts'
import { began, during, runs, seconds, transmissions } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const reboot: Rule = {
  name: 'reboot',
  mend: 'On the command `reboot` start anew: a new random `boot`, and `hello` as its number 1.',
  judge(log, { rebootMs }) {
    if (!began(log, 'reboot')) return notSeen('no reboot was asked for')
    const [boot] = newRuns(log)
    if (boot !== undefined) return kept(`came back as boot ${boot}`)
    const again = transmissions(during(log, 'reboot')).find(({ message }) => message.kind === 'hello')
    if (again !== undefined) return broken(`came back with hello, and still as boot ${again.message.boot}`)
    return broken(`did not say hello within ${seconds(rebootMs)}`)
  },
}

/** The runs that began after the command. */
export function newRuns(log: Log): readonly string[] {
  const before = runs(
    log.slice(
      0,
      log.findIndex((it) => it.kind === 'step' && it.step === 'reboot'),
    ),
  )
  return [...runs(during(log, 'reboot')).keys()].filter((boot) => !before.has(boot))
}
