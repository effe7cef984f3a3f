import type { Contact } from '../protocol/door-event.ts'
import type { Said } from './foreign-event.ts'
import { type Fields, fieldOf, isRecord, numberWithin } from './json.ts'

/** The words of the known codecs for a door, and what each says of it. Key names alone never decide. */
const DOOR_WORDS: readonly { readonly key: string; readonly open: unknown; readonly closed: readonly unknown[] }[] = [
  { key: 'magnet_status', open: 'open', closed: ['close', 'closed'] },
  { key: 'door', open: 'open', closed: ['close', 'closed'] },
  { key: 'DOOR_OPEN_STATUS', open: 1, closed: [0] },
  { key: 'DOOR1_OPEN_STATUS', open: 'OPEN', closed: ['CLOSE'] },
]

/**
 * What a codec on the network server made of the bytes: read only where the bytes are not there or nobody here can read
 * them, since codecs disagree with each other and one of them makes up a second door. Null when it has no word for a
 * door that we know.
 */
export function readCodecObject(object: unknown): Said | null {
  if (!isRecord(object)) return null
  const contacts = DOOR_WORDS.map((word) => contactOf(fieldOf(object, word.key), word)).filter((it) => it !== null)
  const tamper = tamperOf(object)
  const [first] = contacts
  if (first === undefined && tamper === null) return null
  return {
    contact: contacts.includes('open') ? 'open' : (first ?? null),
    tamper,
    batteryPercent: numberWithin(fieldOf(object, 'battery'), 0, 100),
  }
}

/** WS301 again: the maker's codec says `tamper_status`, The Things Network's says `install`. */
function tamperOf(object: Fields): boolean | null {
  const status = fieldOf(object, 'tamper_status')
  const install = fieldOf(object, 'install')
  if (status === 'uninstalled' || install === 'no') return true
  return status === 'installed' || install === 'yes' ? false : null
}

function contactOf(value: unknown, { open, closed }: (typeof DOOR_WORDS)[number]): Contact | null {
  if (value === open) return 'open'
  return closed.includes(value) ? 'closed' : null
}
