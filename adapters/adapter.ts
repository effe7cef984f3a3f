import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { MappingUse, ProductMapping } from './product-mapping.ts'
import type { ValueReading } from './value-reading.ts'

/** An uplink that thirty LoRaWAN gateways heard is 20 KiB, a pack of 200 devices 60. */
export const STATE_PAYLOAD_BYTES_MAX = 64 * 1024
/** A gateway's inventory; larger packets are refused by our broker before they come here. */
export const GATEWAY_PAYLOAD_BYTES_MAX = 256 * 1024

/** A message as the broker handed it over, before anyone has looked inside. */
export interface RawMessage {
  readonly clientId: string
  readonly topic: string
  readonly payload: Buffer
  /** The broker kept it and says it again to a new subscriber; the flag of a live publish is not this. */
  readonly retain: boolean
  readonly receivedAt: Instant
}

export interface GatewayConfig {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
}

/** A sensor that a gateway says it has, under the name it publishes it by. */
export interface SeenSensor {
  readonly sensor: SensorUid
  readonly alias: string
  readonly model: string | null
  /** How its states are to be read, where the gateway says that apart from the states. */
  readonly reading: ValueReading | null
}

/** What is behind a gateway's name for a sensor. */
export interface KnownSensor {
  readonly sensor: SensorUid
  readonly model: string | null
  readonly reading: ValueReading | null
}

export interface AdapterContext {
  readonly gateway: GatewayConfig
  /** The sensor behind a gateway's own name for it; null while neither an inventory nor a person has named it. */
  readonly resolveAlias: (alias: string) => KnownSensor | null
  /** What people have said of products whose properties have no fixed names or polarity. */
  readonly mappings: readonly ProductMapping[]
  /** Told of each use of a mapping, for whoever explains what a message means; nobody else asks. */
  readonly explain?: (use: MappingUse) => void
}

export type RejectCode =
  | 'not_json'
  | 'not_a_message'
  | 'too_large'
  | 'too_many'
  | 'unknown_kind'
  | 'unknown_topic'
  /** Raw bytes of a device that nobody has written a decoder for. */
  | 'unknown_model'
  /** A device's own bytes are cut short, or not of the length that its maker writes. */
  | 'malformed_bytes'
  /** Nobody has said which property of this product is the door, or what its value means. */
  | 'unmapped'
  /** A door state is there, in a word that means neither open nor closed. */
  | 'unreadable_state'
  /** A record of the past without a time that can be believed: it would pass for the present. */
  | 'history_without_time'
  | 'encrypted'

export interface Rejection {
  readonly code: RejectCode
  readonly detail: string
  /** Where the sender's own number could be read, so that a message nobody can use is acknowledged and not sent for ever. */
  readonly sequence: { readonly boot: string; readonly seq: number } | null
}

export type AdapterResult =
  | {
      readonly kind: 'events'
      readonly events: readonly DoorEvent[]
      readonly rejected: readonly Rejection[]
      /** Sensors that the message shows to exist, whether anybody has named them or not. */
      readonly seen: readonly SeenSensor[]
    }
  | { readonly kind: 'inventory'; readonly sensors: readonly SeenSensor[] }
  | { readonly kind: 'gateway'; readonly state: 'online' | 'offline' }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] }

/** One maker family's way of speaking. Pure; `parse` never throws, whatever the bytes. */
export interface Adapter {
  readonly id: string
  /** The topics on which what is registered under this base topic speaks and listens, as MQTT filters. */
  filters(gateway: GatewayConfig): readonly string[]
  parse(message: RawMessage, context: AdapterContext): AdapterResult
}
