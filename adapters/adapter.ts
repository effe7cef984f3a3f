import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'

/** A message as the broker handed it over, before anyone has looked inside. */
export interface RawMessage {
  readonly clientId: string
  readonly topic: string
  readonly payload: Buffer
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
}

export interface AdapterContext {
  readonly gateway: GatewayConfig
  /** The sensor behind a gateway's own name for it; null while no inventory has named it. */
  readonly resolveAlias: (alias: string) => SensorUid | null
}

export type RejectCode = 'not_json' | 'not_a_message' | 'too_large' | 'too_many' | 'unknown_kind' | 'unknown_topic'

export interface Rejection {
  readonly code: RejectCode
  readonly detail: string
  /** Where the sender's own number could be read, so that a message nobody can use is acknowledged and not sent for ever. */
  readonly sequence: { readonly boot: string; readonly seq: number } | null
}

export type AdapterResult =
  | { readonly kind: 'events'; readonly events: readonly DoorEvent[]; readonly rejected: readonly Rejection[] }
  | { readonly kind: 'inventory'; readonly sensors: readonly SeenSensor[] }
  | { readonly kind: 'gateway'; readonly state: 'online' | 'offline' }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] }

/** One maker family's way of speaking. Pure; `parse` never throws, whatever the bytes. */
export interface Adapter {
  readonly id: string
  /** The topic filters that ingest subscribes to for this gateway on an external broker. */
  filters(gateway: GatewayConfig): readonly string[]
  parse(message: RawMessage, context: AdapterContext): AdapterResult
}
