import type { Instant } from '../../base/instant.ts'
import { dialled, parsePhoneNumber, reasonAgainstPhone } from '../../registry/phone-number.ts'
import { outIdOf } from '../../registry/voice-out-id.ts'
import { type AlibabaOptions, clientConfig, languageOf, resultOf } from '../alibaba.ts'
import type { Channel, Outgoing, SendResult } from '../channel.ts'
import { variablesOf } from '../template-variables.ts'

export interface VoiceOptions extends AlibabaOptions {
  /** The number that the callee sees, bought from the provider; null: one of its public pool. */
  readonly shownNumber: string | null
}

type Query = Readonly<Record<string, string>>

const MINUTE_MS = 60_000
/**
 * "1 a minute, 5 an hour, 20 in 24 hours" to one number (help.aliyun.com, 393519), whether it is answered or not. The
 * day's is left to the provider, which refuses the next: who would wait for a day is better reached otherwise.
 */
const PACES = [
  { callsMax: 1, perMs: MINUTE_MS },
  { callsMax: 5, perMs: 60 * MINUTE_MS },
] as const
/** A minute of ringing, the text three times, and a first push that failed, which comes again after a minute. */
const RECEIPT_MS_MAX = 4 * MINUTE_MS
/** The provider's own default, and the most. */
const PLAY_TIMES = 3

/**
 * Alibaba Cloud's Voice Messaging Service: SingleCallByTts of 2017-05-25 by its official client for every API, since
 * npm has no package for this one. A call reads the template out; a link would be of no use in it. It takes no
 * idempotency key; a short form of ours goes along as OutId and comes back in the receipt.
 */
export async function createVoiceChannel(options: VoiceOptions): Promise<Channel> {
  const { default: core, $OpenApiUtil } = await import('@alicloud/openapi-core')
  const { RuntimeOptions } = await import('@darabonba/typescript')
  const client = new core.default(new $OpenApiUtil.Config(clientConfig(options)))
  const params = new $OpenApiUtil.Params({
    ...{ action: 'SingleCallByTts', version: '2017-05-25', protocol: 'HTTPS', method: 'POST', pathname: '/' },
    ...{ authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
  })
  const call = (query: Query) =>
    client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), new RuntimeOptions({}))
  return {
    id: 'voice',
    paces: PACES,
    receiptMsMax: options.receipts ? RECEIPT_MS_MAX : null,
    send: (notification, now) => send(options, notification, now, call),
    close: async () => undefined,
  }
}

async function send(
  options: VoiceOptions,
  notification: Outgoing,
  now: Instant,
  call: (query: Query) => Promise<unknown>,
): Promise<SendResult> {
  const wrong = reasonAgainstPhone('voice', parsePhoneNumber(notification.target))
  if (wrong !== null) return { kind: 'failed', why: wrong }
  const language = languageOf(options, notification)
  const query = {
    CalledNumber: dialled(notification.target),
    ...(options.shownNumber === null ? {} : { CalledShowNumber: options.shownNumber }),
    TtsCode: options.templates[language] ?? '',
    TtsParam: JSON.stringify(variablesOf(notification, language, now)),
    PlayTimes: String(PLAY_TIMES),
    OutId: outIdOf(notification.idempotencyKey),
  }
  return resultOf(() => call(query), options, notification)
}
