import type { Contact } from '../protocol/door-event.ts'
import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { foreignEvent } from './foreign-event.ts'
import { bleUid, isName, macOf } from './foreign-uid.ts'
import { type Fields, fieldOf, isRecord, numberWithin, parseJson, shown } from './json.ts'

const SAME_PACKET_MS = 4000

/**
 * Theengs Gateway and OpenMQTTGateway (theengs/decoder@d6fdd20): `<base>/BTtoMQTT/<MAC>`. `open` true is open; `contact`
 * is a word of SwitchBot's; `cont` only says that it scans continuously, and is no contact.
 */
export const theengs: Adapter = {
  id: 'theengs',
  filters: ({ baseTopic }) => [`${baseTopic}/#`, 'homeassistant/#'],
  parse,
}

const WORDS: ReadonlyMap<unknown, Contact> = new Map<unknown, Contact>([
  ['open', 'open'],
  ['timeout not closed', 'open'],
  ['closed', 'closed'],
])

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  if (!message.topic.startsWith(`${context.gateway.baseTopic}/`)) return ignored('not of this gateway')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  if (message.topic.endsWith('/LWT')) {
    if (text === 'online' || text === 'offline') return { kind: 'gateway', state: text }
    return rejected('not_a_message', 'a last will says online or offline')
  }
  const name = /\/BTtoMQTT\/([^/]+)$/.exec(message.topic)?.[1]
  if (name === undefined) return ignored('no packet of a sensor')
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const mac = macOf(json.mac) ?? macOf(json.id) ?? macOf(name)
  const sensor = bleUid(mac)
  if (sensor === null || mac === null) return rejected('not_a_message', `${shown(name)} is no MAC address`)
  const contact = contactOf(json)
  if (contact === undefined) {
    return rejected('unreadable_state', `open is ${shown(json.open)}, contact is ${shown(json.contact)}`)
  }
  if (contact === null) return ignored('a packet without a contact')
  const packet = numberWithin(json.packet, 0, 255)
  const event = foreignEvent(sensor, message, {
    contact,
    batteryPercent: numberWithin(json.batt, 0, 100),
    rssi: numberWithin(json.rssi, -200, 20),
    ...(packet === null ? {} : { transmission: { id: `packet ${packet} ${contact}`, withinMs: SAME_PACKET_MS } }),
  })
  return told([event], [{ sensor, alias: mac, model: isName(json.model_id) ? json.model_id : null, reading: null }])
}

/** `undefined` for a contact that is there and cannot be read. */
function contactOf(json: Fields): Contact | null | undefined {
  const open = fieldOf(json, 'open')
  if (typeof open === 'boolean') return open ? 'open' : 'closed'
  if (open !== undefined && open !== null) return undefined
  const contact = fieldOf(json, 'contact')
  return contact === undefined || contact === null ? null : WORDS.get(contact)
}
