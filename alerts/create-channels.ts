import type { Pool } from 'pg'
import type { Config } from '../base/config.ts'
import { endGonePush } from '../registry/push-subscription.ts'
import type { VapidKeys } from '../registry/vapid-keys.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Channel } from './channel.ts'
import { createDingtalkChannel } from './channels/dingtalk.ts'
import { createEmailChannel } from './channels/email.ts'
import { createFeishuChannel } from './channels/feishu.ts'
import { createWebPushChannel } from './channels/web-push.ts'
import { createWebhookChannel } from './channels/webhook.ts'
import { createWecomChannel } from './channels/wecom.ts'
import { createPhoneChannels } from './phone-channels.ts'

export interface ChannelNeeds {
  readonly pool: Pool
  /** What push services know us by. */
  readonly vapid: VapidKeys
}

/** The ways to reach people that are set up. What is for one that is not says so in its delivery log. */
export async function createChannels(config: Config, { pool, vapid }: ChannelNeeds): Promise<readonly Channel[]> {
  const email = config.MENSHEN_SMTP_URL
  return [
    createWebhookChannel(),
    createDingtalkChannel(),
    createWecomChannel(),
    createFeishuChannel(),
    createWebPushChannel({
      keys: vapid,
      contact: pushContactOf(config),
      furtherHosts: config.MENSHEN_WEB_PUSH_HOSTS,
      onGone: (contactPoint, now) => inTransaction(pool, (tx) => endGonePush(tx, contactPoint, now)),
    }),
    ...(email === undefined ? [] : [createEmailChannel({ url: email, from: config.MENSHEN_MAIL_FROM })]),
    ...(await createPhoneChannels(config)),
  ]
}

/** Whom a push service may write to when something is wrong. Apple refuses what cannot be reached, such as localhost. */
export function pushContactOf(config: Config): string {
  const { MENSHEN_WEB_PUSH_CONTACT: given, MENSHEN_HTTP_PUBLIC_URL: publicUrl, MENSHEN_MAIL_FROM: sender } = config
  if (given !== undefined) return given
  if (publicUrl?.startsWith('https:')) return publicUrl
  return `mailto:${sender.match(/<(.+)>/)?.[1] ?? sender}`
}
