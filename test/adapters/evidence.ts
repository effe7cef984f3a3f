import { isRecord, parseJson } from '../../adapters/json.ts'
import type { Contact } from '../../protocol/door-event.ts'

/**
 * What a message could say of a door at all, found by looking for the words and the bytes of its family anywhere in it.
 * Written apart from the adapters, and more generous than they are: whatever they say has to be among these.
 */
export function evidenceOf(adapter: string, topic: string, payload: Buffer): ReadonlySet<Contact> {
  const text = payload.toString('utf8')
  const found = new Set<Contact>()
  for (const [key, value] of pairsOf(parseJson(text), '', 0)) {
    for (const word of wordsOf(adapter)) if (word.key.test(key) && word.values.includes(value)) found.add(word.says)
    if (/^(data|frm_payload)$/.test(key) && typeof value === 'string')
      addBytes(Buffer.from(value, 'base64'), `${topic} ${text}`, found)
    if (key === 'payload' && typeof value === 'string') addPacket(value, found)
  }
  for (const { word, says } of BARE[adapter] ?? []) if (text === word) found.add(says)
  if (adapter === 'zigbee2mqtt' && /\/(contact|opening_state)$/.test(topic)) addAttribute(text, found)
  return found
}

interface Word {
  readonly key: RegExp
  readonly values: readonly unknown[]
  readonly says: Contact
}

const both = (key: RegExp, open: readonly unknown[], closed: readonly unknown[]): readonly Word[] => [
  { key, values: open, says: 'open' },
  { key, values: closed, says: 'closed' },
]

const LORAWAN = [
  ...both(/^(door|magnet_status)$/, ['open'], ['close', 'closed']),
  ...both(/^DOOR_OPEN_STATUS$/, [1], [0]),
  ...both(/^DOOR1_OPEN_STATUS$/, ['OPEN'], ['CLOSE']),
]

const WORDS: Readonly<Record<string, readonly Word[]>> = {
  zigbee2mqtt: [
    ...both(/^contact$/, [false, 'false'], [true, 'true']),
    ...both(/^opening_state$/, ['open', 'tilted'], ['closed']),
  ],
  homeassistant: both(/^state$/, ['ON'], ['OFF']),
  tasmota: [...both(/^(Contact|Power)$/, [1], [0]), ...both(/^(Data|value|Action)$/, ['81FEE7'], ['81FEEE'])],
  'shelly-gen1': both(/^state$/, ['open'], ['close', 'closed']),
  shelly: [...both(/^value$/, [true], [false]), ...both(/^(window|door|opening|garage_door)$/, [1, true], [0, false])],
  theengs: [...both(/^open$/, [true], [false]), ...both(/^contact$/, ['open', 'timeout not closed'], ['closed'])],
  chirpstack: LORAWAN,
  'the-things-stack': LORAWAN,
  onenet: both(/^(door_contact_state|value)$/, [true, 1], [false, 0]),
  alibaba: both(/^(DoorStatus|value)$/, [1], [0]),
  tuya: both(/^(doorcontact_state|value)$/, [true], [false]),
  ctwing: both(/^door$/, ['open'], ['closed']),
  huawei: both(/^(status|value)$/, ['open'], ['closed']),
  json: [
    ...both(/^value$/, [22], [23]),
    ...both(/^(status|window_status|value|Action)$/, ['open', 'tilted'], ['close', 'closed']),
  ],
}

const BARE: Readonly<Record<string, readonly { readonly word: string; readonly says: Contact }[]>> = {
  esphome: [
    { word: 'ON', says: 'open' },
    { word: 'OFF', says: 'closed' },
  ],
  'shelly-gen1': [
    { word: 'open', says: 'open' },
    { word: 'close', says: 'closed' },
    { word: 'closed', says: 'closed' },
  ],
  homie: [
    { word: 'true', says: 'open' },
    { word: 'false', says: 'closed' },
  ],
}

function wordsOf(adapter: string): readonly Word[] {
  return WORDS[adapter] ?? []
}

const DEPTH_MAX = 40

function pairsOf(value: unknown, key: string, depth: number): readonly (readonly [string, unknown])[] {
  if (depth > DEPTH_MAX) return []
  const own = [[key, value] as const]
  if (Array.isArray(value)) return [...own, ...value.flatMap((it: unknown) => pairsOf(it, key, depth + 1))]
  if (!isRecord(value)) return own
  return [...own, ...Object.entries(value).flatMap(([name, it]) => pairsOf(it, name, depth + 1))]
}

function addAttribute(text: string, found: Set<Contact>): void {
  const word = text.replaceAll('"', '').trim()
  if (word === 'false' || word === 'open' || word === 'tilted') found.add('open')
  if (word === 'true' || word === 'closed') found.add('closed')
}

/** Any BTHome door object with a value, at any whole byte. */
function addPacket(hex: string, found: Set<Contact>): void {
  for (let at = 2; at + 4 <= hex.length; at += 2) {
    const value = /^(?:11|1a|1b|2d)(00|01)$/i.exec(hex.slice(at, at + 4))?.[1]
    if (value !== undefined) found.add(value === '01' ? 'open' : 'closed')
  }
}

/** By the models that the message names: a frame of the right length, or the right bytes anywhere in it. */
function addBytes(bytes: Buffer, text: string, found: Set<Contact>): void {
  const add = (isOpen: boolean): void => void found.add(isOpen ? 'open' : 'closed')
  const first = bytes[0] ?? 0
  // The sample of The Things Stack names no model: a person has, WS301.
  if (/WS[-_ ]?301|b3-1203/i.test(text)) for (const it of after(bytes, [3, 0])) add(it === 1)
  if (/EM300/i.test(text)) {
    for (const it of after(bytes, [6, 0])) add(it === 1)
    for (let at = 0; at + 10 <= bytes.length; at += 1) {
      if (bytes[at] === 0x20 && bytes[at + 1] === 0xce && (bytes[at + 9] ?? 9) <= 1) add(bytes[at + 9] === 1)
    }
  }
  if (/LDS[-_ ]?02/i.test(text) && (bytes.length === 10 || bytes.length === 5)) add(first >= 0x80)
  if (/DS[-_ ]?03A/i.test(text) && (bytes.length % 11 === 0 || bytes.length === 18)) {
    for (let at = 0; at < bytes.length; at += 11) add(((bytes[at] ?? 0) & 1) === 1)
  }
  if (/R311A/i.test(text) && bytes.length === 11 && bytes[2] === 1 && (bytes[4] ?? 9) <= 1) add(bytes[4] === 1)
  if (/TBDW/i.test(text) && bytes.length === 8) add((first & 1) === 1)
}

/** The bytes 0 and 1 that follow these two anywhere. */
function after(bytes: Buffer, [one, two]: readonly [number, number]): readonly number[] {
  return [...bytes].filter((it, at) => it <= 1 && bytes[at - 2] === one && bytes[at - 1] === two)
}
