import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Channel, Outgoing, SendResult } from '../channel.ts'
import { linkLineOf, wordsOf } from '../message.ts'

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
    paces: [],
    receiptMsMax: null,
    async send(notification) {
      try {
        const { response } = await transport.sendMail(mailOf(notification, from))
        return { kind: 'sent', reference: null, answer: response }
      } catch (error) {
        return resultOf(error)
      }
    },
    close: async () => transport.close(),
  }
}

function mailOf(notification: Outgoing, from: string) {
  const [zh, en] = [wordsOf(notification, 'zh'), wordsOf(notification, 'en')]
  const link = linkLineOf(notification)
  return {
    from,
    to: notification.target,
    subject: zh.title,
    text: `${zh.title}\n${zh.body}\n\n${en.title}\n${en.body}\n${link === null ? '' : `\n${link}\n`}`,
    messageId: `<${notification.idempotencyKey}@menshen>`,
    headers: { 'idempotency-key': notification.idempotencyKey },
  }
}

/**
 * 5xx is for good and 4xx is not (RFC 5321, 4.2.1), but only what is said of this recipient or this message. A refused
 * login, sender or connection is a fault of ours or of the server's, which somebody will mend.
 */
function resultOf(error: unknown): SendResult {
  const why = error instanceof Error ? error.message : String(error)
  const { responseCode, command, code } = smtpError.parse(error)
  const permanent = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
  const noAddress = code === 'EENVELOPE' && command === 'API'
  return permanent || noAddress ? { kind: 'failed', why } : { kind: 'retry', afterMs: null, why }
}

/** The fields that nodemailer adds to its errors, where it adds them. */
const smtpError = z
  .object({ responseCode: z.number().catch(0), command: z.string().catch(''), code: z.string().catch('') })
  .catch({ responseCode: 0, command: '', code: '' })
