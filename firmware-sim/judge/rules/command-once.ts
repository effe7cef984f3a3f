import { broken, kept, notSeen, type Rule } from '../verdict.ts'
import { newRuns } from './reboot.ts'

export const commandOnce: Rule = {
  name: 'command_once',
  mend: 'Remember in flash the `id` of the command obeyed last: `down` is retained and comes again at every connect, and a command is done once.',
  judge(log) {
    const boots = newRuns(log)
    if (boots.length === 0) return notSeen('it did not start anew')
    return boots.length === 1
      ? kept('the retained command came again at the next connect and was not done again')
      : broken(`started anew ${boots.length} times by one command`)
  },
}
