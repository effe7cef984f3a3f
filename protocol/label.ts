import { checkCharacterOf } from './check-character.ts'

/** A label's text is this and the sensor's claim code, as docs/operations.md says. Nothing secret is in it. */
export const LABEL_BEGINS = 'menshen:'

/** What a person types from a label: the uid, a star and its check character. */
export function claimCodeOf(uid: string): string {
  return `${uid}*${checkCharacterOf(uid)}`
}

/** What a label's QR code says. */
export function labelOf(uid: string): string {
  return LABEL_BEGINS + claimCodeOf(uid)
}

/** Letters and digits without anything between them, of more than people take in at once. */
const LONG_RUN = /[0-9a-z]{9,}/gi

/** A claim code as people read and type it: long runs in fours, none of them left with one character. */
export function groupedCodeOf(uid: string): string {
  const [code, check] = [uid, checkCharacterOf(uid)]
  return `${code.replaceAll(LONG_RUN, (run) => run.replaceAll(/.{4}(?=.{2})/g, '$& '))} *${check}`
}
