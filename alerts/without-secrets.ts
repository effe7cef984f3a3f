import type { DueNotification } from '../store/notification.ts'
import type { SendResult } from './channel.ts'

const SECRET_LENGTH_MIN = 16

/** Whatever a provider or a proxy repeats of the address or the secret does not reach the delivery log. */
export function withoutSecrets(result: SendResult, { target, secret }: DueNotification): SendResult {
  if (result.kind === 'sent') return result
  const secrets = [
    ...target.split(/[/?=&]/).filter((it) => it.length >= SECRET_LENGTH_MIN && !it.includes('.')),
    secret,
  ]
  const why = secrets.reduce((text: string, it) => (it === null ? text : text.replaceAll(it, '…')), result.why)
  return { ...result, why }
}
