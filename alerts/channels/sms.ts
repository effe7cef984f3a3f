import type { Instant } from '../../base/instant.ts'
import { dialled, parsePhoneNumber, reasonAgainstPhone } from '../../registry/phone-number.ts'
import { type AlibabaOptions, clientConfig, languageOf, resultOf } from '../alibaba.ts'
import type { Channel, Outgoing, SendResult } from '../channel.ts'
import { variablesOf } from '../template-variables.ts'

export interface SmsOptions extends AlibabaOptions {
  /** The approved signature (短信签名), without brackets. */
  readonly signName: string
}

/** What a SendSms is told. */
interface Sms {
  readonly phoneNumbers: string
  readonly signName: string
  readonly templateCode: string
  readonly templateParam: string
  readonly outId: string
}

/**
 * A notification's template may go to a number 50 times in 24 hours (help.aliyun.com, 2881383). That is left to the
 * provider, which refuses the next: who would wait for a day is better reached otherwise. More than this in a minute
 * nobody reads.
 */
const PACES = [{ callsMax: 20, perMs: 60_000 }] as const
/** A phone that is on has it in seconds. Of one that is off, the carrier goes on trying for days, which nobody waits for. */
const RECEIPT_MS_MAX = 2 * 60_000
/** In the place of the token where the link has none: the template wants one, and the page behind it knows none such. */
const NO_TOKEN = 'none'

/**
 * Alibaba Cloud's Short Message Service: SendSms of 2017-05-25 by its official SDK. It takes no idempotency key, so
 * that a message whose answer was lost may arrive twice; ours goes along as OutId and comes back in the receipt.
 * The SDK costs a third of a second and 40 MB to load, so that only who uses it loads it.
 */
export async function createSmsChannel(options: SmsOptions): Promise<Channel> {
  const { default: sdk, SendSmsRequest } = await import('@alicloud/dysmsapi20170525')
  const { $OpenApiUtil } = await import('@alicloud/openapi-core')
  const client = new sdk.default(new $OpenApiUtil.Config(clientConfig(options)))
  return {
    id: 'sms',
    paces: PACES,
    receiptMsMax: options.receipts ? RECEIPT_MS_MAX : null,
    send: (notification, now) =>
      send(options, notification, now, (sms) => client.sendSms(new SendSmsRequest({ ...sms }))),
    close: async () => undefined,
  }
}

async function send(
  options: SmsOptions,
  notification: Outgoing,
  now: Instant,
  call: (sms: Sms) => Promise<unknown>,
): Promise<SendResult> {
  const wrong = reasonAgainstPhone('sms', parsePhoneNumber(notification.target))
  if (wrong !== null) return { kind: 'failed', why: wrong }
  const language = languageOf(options, notification)
  const sms = {
    phoneNumbers: dialled(notification.target),
    signName: options.signName,
    templateCode: options.templates[language] ?? '',
    templateParam: JSON.stringify({ ...variablesOf(notification, language, now), token: tokenOf(notification) }),
    outId: notification.idempotencyKey,
  }
  return resultOf(() => call(sms), options, notification)
}

/** The end of the link, of which the template holds the rest: an address of its own is refused within a variable. */
function tokenOf({ link }: Outgoing): string {
  return (link === null ? null : /\/[ar]\/([\w-]+)$/.exec(new URL(link).pathname))?.[1] ?? NO_TOKEN
}
