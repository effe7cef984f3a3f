import type { Device, Report } from './family.ts'

export interface Frame {
  readonly fPort: number
  readonly bytes: Buffer
}

const OPEN_BIT = 0x8000

/** Milesight WS301: records of channel, type and value. A report by the clock has all of them, a change its own. */
function ws301({ kind, door, isTampered, batteryPercent }: Report): Frame {
  const battery = [0x01, 0x75, batteryPercent]
  const contact = [0x03, 0x00, door === 'open' ? 1 : 0]
  const installed = [0x04, 0x00, isTampered ? 1 : 0]
  if (kind === 'opened' || kind === 'closed') return { fPort: 85, bytes: Buffer.from(contact) }
  if (kind === 'tamper' || kind === 'tamper_cleared') return { fPort: 85, bytes: Buffer.from(installed) }
  return { fPort: 85, bytes: Buffer.from([...battery, ...contact, ...installed]) }
}

/** Dragino LDS02 on fPort 10; it senses no tampering, so it says nothing of that. */
function lds02({ kind, door, openings, lastOpenMs, batteryMillivolts }: Report): Frame | null {
  if (kind === 'tamper' || kind === 'tamper_cleared') return null
  const bytes = Buffer.alloc(10)
  bytes.writeUInt16BE((door === 'open' ? OPEN_BIT : 0) | batteryMillivolts, 0)
  bytes.writeUInt8(1, 2)
  bytes.writeUIntBE(openings, 3, 3)
  bytes.writeUIntBE(Math.floor(lastOpenMs / 60_000), 6, 3)
  return { fPort: 10, bytes }
}

const MODELS = [
  { model: 'WS301', maker: '24e124', frameOf: ws301 },
  { model: 'LDS02', maker: 'a84041', frameOf: lds02 },
] as const

/** The DevEUI begins with its maker's digits. */
export function lorawanDevice(digits: string, number: number): Device {
  const eui = `${modelOf(number).maker}${digits}`
  return { uid: `lorawan:${eui}`, name: eui, digits, number }
}

export function lorawanModelOf({ number }: Device): string {
  return modelOf(number).model
}

/** The bytes that its radio sends; null where its model does not tell that. */
export function frameOf(report: Report): Frame | null {
  return modelOf(report.device.number).frameOf(report)
}

function modelOf(number: number): (typeof MODELS)[number] {
  return MODELS[number % MODELS.length] ?? MODELS[0]
}
