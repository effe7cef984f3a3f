import { createTransport } from 'nodemailer'
import type { DueNotification } from '../../store/notification.ts'
import type { Channel, SendResult } from '../channel.ts'
import { wordsOf } from '../message.ts'

export interface EmailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string
  readonly from: string
}

const CONNECTIONS_MAX = 4
const TIMEOUT_MS = 10_000

/** Plain text, Chinese above English. The Message-ID is the idempotency key, so that a second delivery is recognised. */
export function createEmailChannel({ url, from }: EmailOptions): Channel {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  return {
    id: 'email',
    async send(notification) {
      try {
        await transport.sendMail(mailOf(notification, from))
        return { kind: 'delivered' }
      } catch (error) {
        return resultOf(error)
      }
    },
    close: async () => transport.close(),
  }
}

function mailOf(notification: DueNotification, from: string) {
  const [zh, en] = [wordsOf(notification, 'zh'), wordsOf(notification, 'en')]
  return {
    from,
    to: notification.target,
    subject: zh.title,
    text: `${zh.title}\n${zh.body}\n\n${en.title}\n${en.body}\n`,
    messageId: `<${notification.idempotencyKey}@menshen>`,
    headers: { 'idempotency-key': notification.idempotencyKey },
  }
}

/** SMTP's 5xx is for good, 4xx and a lost connection are not (RFC 5321, 4.2.1). */
function resultOf(error: unknown): SendResult {
  const why = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500 ? { kind: 'failed', why } : { kind: 'retry', afterMs: null, why }
}
