import type { Outgoing, SendResult } from './channel.ts'

const SECRET_LENGTH_MIN = 16

/** Whatever a provider or a proxy repeats of the address, the secret or the link does not reach the delivery log. */
export function withoutSecrets(result: SendResult, { target, secret, link }: Outgoing): SendResult {
  if (result.kind === 'sent') return result
  const secrets = [
    ...target.split(/[/?=&]/).filter((it) => it.length >= SECRET_LENGTH_MIN && !it.includes('.')),
    secret,
    link?.split('/').at(-1) ?? null,
  ]
  const why = secrets.reduce((text: string, it) => (it === null ? text : text.replaceAll(it, '…')), result.why)
  return { ...result, why }
}
