import type { SendResult } from './channel.ts'

const MINUTE_MS = 60_000

/** What a person can do about a code. From the providers' lists: help.aliyun.com 101346 (SMS), 178344 (voice), and the gateway's. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['isv.MOBILE_NUMBER_ILLEGAL', 'the number is wrong: correct the contact point'],
  ['isv.MOBILE_COUNT_OVER_LIMIT', 'too many numbers at once'],
  ['isv.DOMESTIC_NUMBER_NOT_SUPPORTED', 'the template is for numbers abroad: use one for the mainland'],
  [
    'isv.SMS_TEMPLATE_ILLEGAL',
    'the template is not approved or not of this account: see the settings MENSHEN_SMS_TEMPLATE_…',
  ],
  [
    'isv.TTS_TEMPLATE_ILLEGAL',
    'the template is not approved or not of this account: see the settings MENSHEN_VOICE_TEMPLATE_…',
  ],
  [
    'isv.TEMPLATE_ILLEGAL',
    'the template is not approved or not of this account: see the settings MENSHEN_VOICE_TEMPLATE_…',
  ],
  ['isv.TEMPLATE_MISSING_PARAMETERS', 'the template has other variables than docs/operations.md says'],
  [
    'isv.TEMPLATE_PARAMS_ILLEGAL',
    'the template has other variables than docs/operations.md says, or a place holds a forbidden word',
  ],
  ['isv.INVALID_JSON_PARAM', 'the template has other variables than docs/operations.md says'],
  [
    'isv.INVALID_PARAMETERS',
    'the template or the settings do not fit the message: compare both with docs/operations.md',
  ],
  ['isv.PARAM_LENGTH_LIMIT', 'a variable is longer than the template allows: have 35 characters approved'],
  ['isv.PARAM_NOT_SUPPORT_URL', 'a variable holds an address: the template must hold it and take the token only'],
  ['isv.BLACK_KEY_CONTROL_LIMIT', 'a place or a title holds a word that the provider forbids'],
  ['isv.SMS_CONTENT_ILLEGAL', 'the template holds words that the provider forbids'],
  ['isv.SMS_SIGNATURE_ILLEGAL', 'the signature is not approved or not of this account: see MENSHEN_SMS_SIGN_NAME'],
  ['isv.SMS_SIGN_ILLEGAL', 'the signature is forbidden: see MENSHEN_SMS_SIGN_NAME'],
  ['isv.SIGN_STATE_ILLEGAL', 'the signature cannot be used now: look at its state in the console'],
  ['isv.SMS_SIGNATURE_SCENE_ILLEGAL', 'signature and template are of different kinds: both must be for notifications'],
  ['isv.DISPLAY_NUMBER_ILLEGAL', 'the calling number is not of this account: see MENSHEN_VOICE_SHOWN_NUMBER'],
  ['isv.COMPLAINT_REJECT', 'the callee or the calling number is barred after complaints'],
  ['isv.AMOUNT_NOT_ENOUGH', 'the account has no money left: top it up'],
  ['isv.OUT_OF_SERVICE', 'the account is suspended for want of money: top it up'],
  ['isv.ACCOUNT_NOT_EXISTS', 'the account is not known: check the access key'],
  ['isv.ACCOUNT_ABNORMAL', 'the account is not in order: look in its console'],
  ['isv.PRODUCT_UN_SUBSCRIPT', 'the account has not ordered this service: activate it in the console'],
  ['isv.PRODUCT_UNSUBSCRIBE', 'the account has not ordered this service: activate it in the console'],
  ['isv.DENY_IP_RANGE', "this server's address is outside the mainland: send from within"],
  ['isv.DAY_LIMIT_CONTROL', "the account's own daily limit is used up: raise it in the console"],
  ['isv.MONTH_LIMIT_CONTROL', "the account's own monthly limit is used up: raise it in the console"],
  ['isp.RAM_PERMISSION_DENY', 'the access key may not do this: grant its user the permission for it'],
  ['NoPermission', 'the access key may not do this: grant its user the permission for it'],
  ['Forbidden.RAM', 'the access key may not do this: grant its user the permission for it'],
  ['InvalidAccessKeyId.NotFound', 'the access key is not known: check MENSHEN_ALIBABA_ACCESS_KEY_ID'],
  ['InvalidAccessKeyId.Inactive', 'the access key is switched off: switch it on or set another'],
  ['SignatureDoesNotMatch', 'the secret does not fit the access key: check MENSHEN_ALIBABA_ACCESS_KEY_SECRET'],
  ['IncompleteSignature', 'the secret does not fit the access key: check MENSHEN_ALIBABA_ACCESS_KEY_SECRET'],
  ['InvalidTimeStamp.Expired', "this server's clock is wrong"],
])

/** The provider's own trouble; it passes by itself. */
const PASSING = /^(isp\.|ServiceUnavailable|InternalError|SignatureNonceUsed)/
/** Every other code of these says that it is ours to put right: trying again changes nothing. */
const OURS = /^(isv\.|Invalid|Missing|Forbidden|NoPermission|Signature)/

export interface ProviderAnswer {
  readonly code: string
  readonly message: string
  readonly status: number
  /** As the gateway asks, in milliseconds. */
  readonly afterMs: number | null
}

/** What an answer that is not `OK` means. */
export function meaningOf(answer: ProviderAnswer): SendResult {
  const { code, message, status, afterMs } = answer
  const said = `Alibaba Cloud answered ${code}${message === '' ? '' : ` "${message}"`}`
  if (code === 'isv.BUSINESS_LIMIT_CONTROL') return limited(said, message)
  if (code.startsWith('Throttling')) return { kind: 'throttled', afterMs, why: `${said}: called too fast` }
  const refusal = REFUSALS.get(code)
  if (refusal !== undefined) return { kind: 'failed', why: `${said}: ${refusal}` }
  if (PASSING.test(code) || status >= 500) return { kind: 'retry', afterMs, why: said }
  return OURS.test(code) || status >= 400 ? { kind: 'failed', why: said } : { kind: 'retry', afterMs, why: said }
}

/** One number may get only so much a minute, an hour and a day. Who would have to wait for a day is better reached otherwise. */
function limited(said: string, message: string): SendResult {
  if (/天级|日|day/i.test(message))
    return { kind: 'failed', why: `${said}: the number has had as much today as the provider lets through` }
  const afterMs = /分钟|minute/i.test(message) ? MINUTE_MS : null
  return { kind: 'throttled', afterMs, why: `${said}: the number gets more than the provider lets through` }
}
