import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const readable: Rule = {
  name: 'readable',
  mend: 'Write each message as the schema `sensorMessage` of docs/asyncapi.yaml has it.',
  judge(log) {
    const said = log.flatMap((it) => (it.kind === 'said' ? [it] : []))
    const problems = said.flatMap((it) => it.problems)
    const [first] = problems
    if (first !== undefined) return broken(`${problems.length} messages that cannot be read, the first: ${first}`)
    const count = said.reduce((sum, it) => sum + it.count, 0)
    return count === 0 ? notSeen('nothing was published') : kept(`${count} messages`)
  },
}
