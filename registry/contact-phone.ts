const CHINA = '+86'
const MOBILE = /^1[3-9]\d{9}$/
const E164 = /^\+[1-9]\d{7,14}$/

/** As E.164; a mobile number of the Chinese mainland may be written without the country code. Null: it is no number. */
export function contactPhone(written: string): string | null {
  const digits = written.replaceAll(/[\s()-]/g, '')
  const number = MOBILE.test(digits) ? `${CHINA}${digits}` : digits
  return E164.test(number) ? number : null
}

/** As people of the Chinese mainland write it; a number from elsewhere as E.164. */
export function shortPhone(number: string): string {
  const national = number.startsWith(CHINA) ? number.slice(CHINA.length) : ''
  return MOBILE.test(national) ? national : number
}
