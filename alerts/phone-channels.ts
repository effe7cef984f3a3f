import type { Config } from '../base/config.ts'
import type { Channel } from './channel.ts'
import { createSmsChannel } from './channels/sms.ts'
import { createVoiceChannel } from './channels/voice.ts'

/** Text messages and calls, as far as they are set up. */
export async function createPhoneChannels(config: Config): Promise<readonly Channel[]> {
  const { MENSHEN_ALIBABA_ACCESS_KEY_ID: accessKeyId, MENSHEN_ALIBABA_ACCESS_KEY_SECRET: accessKeySecret } = config
  if (accessKeyId === undefined || accessKeySecret === undefined) return []
  const key = { accessKeyId, accessKeySecret, receipts: config.MENSHEN_ALIBABA_RECEIPTS }
  const { MENSHEN_SMS_SIGN_NAME: signName, MENSHEN_VOICE_SHOWN_NUMBER: shownNumber = null } = config
  const sms = { zh: config.MENSHEN_SMS_TEMPLATE_ZH ?? null, en: config.MENSHEN_SMS_TEMPLATE_EN ?? null }
  const voice = { zh: config.MENSHEN_VOICE_TEMPLATE_ZH ?? null, en: config.MENSHEN_VOICE_TEMPLATE_EN ?? null }
  const [smsEndpoint, voiceEndpoint] = [config.MENSHEN_ALIBABA_SMS_ENDPOINT, config.MENSHEN_ALIBABA_VOICE_ENDPOINT]
  const channels: Channel[] = []
  if (signName !== undefined)
    channels.push(await createSmsChannel({ ...key, endpoint: smsEndpoint, templates: sms, signName }))
  if (voice.zh !== null || voice.en !== null)
    channels.push(await createVoiceChannel({ ...key, endpoint: voiceEndpoint, templates: voice, shownNumber }))
  return channels
}
