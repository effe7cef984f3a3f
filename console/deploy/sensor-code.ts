import { checkCharacterOf } from '../../protocol/check-character.ts'
import { LABEL_BEGINS } from '../../protocol/label.ts'
import { isKeyText } from './credentials.ts'

const UID_LENGTH_MAX = 128
/** A claim code's end: a star, or for who has none at hand a space, and the check character. No uid has a space. */
const CHECKED = /^(.*\S)\s*[*＊\s]\s*([0-9a-z])$/i

export type SensorCode =
  | { readonly kind: 'sensor'; readonly uid: string }
  /** Its check character does not belong to it. */
  | { readonly kind: 'mistyped' }
  /** Said to a device that is set up with a camera, and to nobody else. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'strange' }

/**
 * What a label, or a person, says. A maker's own label may say the uid alone, and so do labels that were printed before they
 * had a check character.
 */
export function readSensorCode(text: string): SensorCode {
  const said = text.trim()
  if (isKeyText(said)) return { kind: 'secret' }
  const code = said.toLowerCase().startsWith(LABEL_BEGINS) ? said.slice(LABEL_BEGINS.length).trim() : said
  const [, checked, check] = code.match(CHECKED) ?? []
  // Labels have long codes in groups: the spaces between these are none of the code's.
  const uid = checked?.replaceAll(/\s+/g, '') ?? code
  const isUid = uid !== '' && uid.length <= UID_LENGTH_MAX && !/\s/.test(uid) && !/^https?:/i.test(uid)
  if (!isUid) return { kind: 'strange' }
  const isMistyped = check !== undefined && check.toUpperCase() !== checkCharacterOf(uid)
  return isMistyped ? { kind: 'mistyped' } : { kind: 'sensor', uid }
}
