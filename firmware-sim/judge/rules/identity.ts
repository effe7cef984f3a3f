import { broken, kept, notSeen, type Rule } from '../verdict.ts'

export const identity: Rule = {
  name: 'identity',
  mend: 'Connect by MQTT 3.1.1 with the sensor id as client id and as user name, its secret as password, a keep-alive of 1 to 3600 s, and a will on no other topic than its own `gone`.',
  judge(log) {
    const connects = log.flatMap((it) => (it.kind === 'connected' ? [it] : []))
    const refused = connects.find((it) => it.refused !== null)
    if (refused !== undefined) return broken(`"${refused.clientId}" was refused: ${refused.refused}`)
    const [first] = connects
    if (first === undefined) return notSeen('nothing connected')
    const will = first.will === null ? 'no will' : `will on ${first.will}`
    return kept(`client id and user name ${first.clientId}, keep-alive ${first.keepaliveSeconds} s, ${will}`)
  },
}
