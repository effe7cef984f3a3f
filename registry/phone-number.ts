import type { Phone } from '../store/contact-point.ts'

/** E.164: a country code that does not begin with 0, at most 15 digits in all. */
const WORLD = /^\+[1-9]\d{7,14}$/
const CHINA = '+86'
const MOBILE = /^1[3-9]\d{9}$/
/** An area code without the 0 that is dialled within the country, and seven or eight digits more. */
const LANDLINE = /^(10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/
const SPACES = /[\s()-]/g

/**
 * A number as E.164 (`+8613800001234`), from that or from the way it is written within China (`138 0000 1234`,
 * `0571-88880000`); null for what is no telephone number.
 */
export function parsePhoneNumber(text: string): string | null {
  const written = text.replaceAll(SPACES, '')
  if (MOBILE.test(written)) return `${CHINA}${written}`
  if (written.startsWith('0') && LANDLINE.test(written.slice(1))) return `${CHINA}${written.slice(1)}`
  return WORLD.test(written) && isWhole(written) ? written : null
}

function isWhole(number: string): boolean {
  const national = nationalOf(number)
  return national === null || MOBILE.test(national) || LANDLINE.test(national)
}

/**
 * Why the channel cannot reach a number; null when it can. Text messages go to mobiles; calls to mobiles and landlines
 * of the Chinese mainland, outside of which Alibaba Cloud's voice notifications have ended (help.aliyun.com, SingleCallByTts).
 */
export function reasonAgainstPhone(channel: Phone, number: string | null): string | null {
  if (number === null) return 'not a telephone number; write 13800001234, or +8613800001234 with the country code'
  const national = nationalOf(number)
  if (channel === 'voice' && national === null) return 'a call goes to a number of the Chinese mainland, +86, only'
  if (channel === 'sms' && national !== null && !MOBILE.test(national)) return 'a landline takes no text message'
  return null
}

/** As Alibaba Cloud takes it: without the country code within China, and with a 0 before a landline; abroad without `+`. */
export function dialled(number: string): string {
  const national = nationalOf(number)
  if (national === null) return number.slice(1)
  return MOBILE.test(national) ? national : `0${national}`
}

/** For people's eyes, as the database shows it: the beginning and the last four digits. */
export function maskedNumber(digits: string): string {
  return `${digits.slice(0, Math.max(0, digits.length - 8))}****${digits.slice(-4)}`
}

function nationalOf(number: string): string | null {
  return number.startsWith(CHINA) ? number.slice(CHINA.length) : null
}
