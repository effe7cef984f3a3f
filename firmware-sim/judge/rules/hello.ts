import { newIn, runs, transmissions, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const hello: Rule = {
  name: 'hello',
  mend: 'Begin every run with `hello`, as number 1 of a new `boot`.',
  judge(log) {
    const messages = transmissions(log).map(({ message }) => message)
    const wrong = messages.find(({ kind, seq }) => (kind === 'hello') !== (seq === 1))
    if (wrong !== undefined) return broken(`${wordsFor(wrong)}: number 1 is hello, and no other number is`)
    const begun = [...runs(log)].flatMap(([boot, numbers]) => (numbers.has(1) ? [boot] : []))
    const late = newIn(log, 'reboot').find(({ message }) => !begun.includes(message.boot) && isNewRun(message.boot))
    if (late !== undefined) return broken(`boot ${late.message.boot} began with seq ${late.message.seq}, without hello`)
    return begun.length === 0 ? notSeen('no run began') : kept(`boot ${begun.join(' and ')} began with hello, seq 1`)

    function isNewRun(boot: string): boolean {
      const reboot = log.findIndex((it) => it.kind === 'step' && it.step === 'reboot')
      return !runs(log.slice(0, reboot)).has(boot)
    }
  },
}
