import type { Config } from '../base/config.ts'
import type { Channel } from './channel.ts'
import { createDingtalkChannel } from './channels/dingtalk.ts'
import { createEmailChannel } from './channels/email.ts'
import { createFeishuChannel } from './channels/feishu.ts'
import { createWebhookChannel } from './channels/webhook.ts'
import { createWecomChannel } from './channels/wecom.ts'

/** The ways to reach people that are set up. What is for one that is not says so in its delivery log. */
export function createChannels(config: Config): readonly Channel[] {
  const email = config.MENSHEN_SMTP_URL
  return [
    createWebhookChannel(),
    createDingtalkChannel(),
    createWecomChannel(),
    createFeishuChannel(),
    ...(email === undefined ? [] : [createEmailChannel({ url: email, from: config.MENSHEN_MAIL_FROM })]),
  ]
}
