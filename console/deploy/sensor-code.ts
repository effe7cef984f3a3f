import { isKeyText } from './credentials.ts'

/** A label's text is this and the sensor's uid, as docs/operations.md says. Nothing secret is in it. */
const LABEL_BEGINS = 'menshen:'
const UID_LENGTH_MAX = 128

export function labelOf(uid: string): string {
  return LABEL_BEGINS + uid
}

/** The uid that a label, or a person, says; null: it is no sensor's code. A maker's own label may say the uid alone.
 * A code with a secret in it is none of them. */
export function uidOf(text: string): string | null {
  const said = text.trim()
  if (isKeyText(said)) return null
  const uid = said.toLowerCase().startsWith(LABEL_BEGINS) ? said.slice(LABEL_BEGINS.length).trim() : said
  const isUid = uid !== '' && uid.length <= UID_LENGTH_MAX && !/\s/.test(uid) && !/^https?:/i.test(uid)
  return isUid ? uid : null
}
