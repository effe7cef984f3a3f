import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import type { Contact, DoorEventKind } from '../../protocol/door-event.ts'

/** One MQTT message, as it goes out. */
export interface Said {
  readonly topic: string
  readonly payload: string
  readonly retain: boolean
}

/** A door sensor of another maker, as its gateway has it. */
export interface Device {
  /** What Menshen knows it by. */
  readonly uid: string
  /** What its gateway calls it. */
  readonly name: string
  /** Ten hexadecimal digits that nothing else has: the end of its address. */
  readonly digits: string
  /** From 1 within its family; makers' models take turns by it. */
  readonly number: number
}

/** What has an account of its own with the broker: a bridge, a network server, or a sensor that is on the network itself. */
export interface Gateway {
  readonly id: string
  readonly baseTopic: string
  readonly devices: readonly Device[]
}

/** What a gateway hears of one of its sensors. */
export interface Report {
  readonly device: Device
  readonly kind: DoorEventKind
  readonly door: Contact
  readonly isTampered: boolean
  /** Counted by the sensor, when an opening begins. */
  readonly openings: number
  /** Of the latest opening that has ended. */
  readonly lastOpenMs: number
  readonly batteryPercent: number
  readonly batteryMillivolts: number
  readonly rssi: number
  /** Which of its reports this is, from 1. */
  readonly count: number
  readonly at: Instant
}

/** Why a gateway is on the network now: for the first time, after a start of its own, or because MQTT was away. */
export type Waking = 'installed' | 'started' | 'reconnected'

/** One maker family's way of speaking. Pure: a happening goes in, messages come out. */
export interface Family {
  /** That of the adapter that reads it. */
  readonly name: string
  /** How many sensors one account speaks for; 1 where each is on the network itself. */
  readonly sensorsPerGateway: number
  /** `digits` are those of the first sensor behind it. */
  baseTopicOf(id: string, digits: string): string
  /** `gatewayId` is that of the account that speaks for it: some families have no other address. */
  deviceOf(digits: string, number: number, gatewayId: string): Device
  /** What an engineer has to say of its products before it speaks; absent where the family's own names are fixed. */
  readonly mappings?: readonly ProductMapping[]
  /** What the broker says when the connection dies. */
  will(gateway: Gateway): Said | null
  /** What is said as soon as there is a connection; `heard` is the latest report of each sensor that it has heard. */
  wake(gateway: Gateway, why: Waking, heard: readonly Report[], at: Instant): readonly Said[]
  /** What is said of a happening; nothing where the maker's sensor does not tell it. */
  report(gateway: Gateway, report: Report): readonly Said[]
  /** What it does of reports that MQTT did not take; absent where they are lost. */
  readonly past?: Past
}

/** A gateway that keeps what it could not say. */
export interface Past {
  isKept(device: Device): boolean
  /** Said once MQTT is back; `kept`, some fifty at a time, in the order of happening. */
  told(gateway: Gateway, kept: readonly Report[]): readonly Said[]
}

/** The values as JSON. */
export function said(topic: string, content: object | string, retain = false): Said {
  return { topic, payload: typeof content === 'string' ? content : JSON.stringify(content), retain }
}
