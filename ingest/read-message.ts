import type {
  AdapterResult,
  GatewayConfig,
  KnownSensor,
  RawMessage,
  Rejection,
  SeenSensor,
} from '../adapters/adapter.ts'
import { findAdapter } from '../adapters/adapter-registry.ts'
import { parseNative } from '../adapters/native.ts'
import type { ProductMapping } from '../adapters/product-mapping.ts'
import { type SensorUid, sensorUid } from '../base/id.ts'
import { unreachable } from '../base/unreachable.ts'
import type { HandledSequence } from '../evaluator/journals.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import { parseSensorTopic } from '../protocol/topic.ts'
import type { RejectedMessage } from '../store/rejected-message.ts'

/** What one message brings into a batch. */
export interface Intake {
  readonly events: readonly DoorEvent[]
  readonly handled: readonly HandledSequence[]
  readonly rejected: readonly RejectedMessage[]
  readonly gateway: { readonly id: string; readonly state: 'online' | 'offline'; readonly at: number } | null
  readonly inventory: { readonly gateway: GatewayConfig; readonly sensors: readonly SeenSensor[] } | null
  /** The adapter that found nothing of a door in it; null for everything else. */
  readonly ignoredBy: string | null
  /** Sensors that speak in these events and may not be known yet. */
  readonly seen: { readonly gateway: GatewayConfig; readonly sensors: readonly SeenSensor[] } | null
}

export interface Gateways {
  /** The gateway that a client id belongs to; null for native sensors. */
  of(clientId: string): GatewayConfig | null
  resolveAlias(gateway: string, alias: string): KnownSensor | null
  mappings(gateway: string): readonly ProductMapping[]
}

const NOTHING: Intake = {
  events: [],
  handled: [],
  rejected: [],
  gateway: null,
  inventory: null,
  ignoredBy: null,
  seen: null,
}

/** Parses a message by who sent it. What cannot be used becomes a rejection; nothing is thrown. */
export function readMessage(message: RawMessage, gateways: Gateways): Intake {
  const topic = parseSensorTopic(message.topic)
  const gateway = topic === null ? gateways.of(message.clientId) : null
  if (gateway !== null) return readGatewayMessage(message, gateway, gateways)
  if (topic === null)
    return refused(message, [{ code: 'unknown_topic', detail: 'not a sensor topic', sequence: null }], null)
  // `gone` is the broker's guess that a connection died; battery sensors disconnect to sleep.
  if (topic.kind !== 'up') return NOTHING
  const sensor = sensorUid.parse(topic.id)
  return intakeOf(message, parseNative(message, sensor), sensor, null)
}

function readGatewayMessage(message: RawMessage, gateway: GatewayConfig, gateways: Gateways): Intake {
  const adapter = findAdapter(gateway.adapter)
  if (adapter === null) {
    return refused(message, [{ code: 'unknown_topic', detail: `no adapter ${gateway.adapter}`, sequence: null }], null)
  }
  const context = {
    gateway,
    resolveAlias: (alias: string) => gateways.resolveAlias(gateway.id, alias),
    mappings: gateways.mappings(gateway.id),
  }
  return intakeOf(message, adapter.parse(message, context), null, gateway)
}

function intakeOf(
  message: RawMessage,
  result: AdapterResult,
  sensor: SensorUid | null,
  gateway: GatewayConfig | null,
): Intake {
  switch (result.kind) {
    case 'events':
      return {
        ...refused(message, result.rejected, sensor),
        events: result.events,
        seen: gateway === null || result.seen.length === 0 ? null : { gateway, sensors: result.seen },
      }
    case 'rejected':
      return refused(message, result.rejections, sensor)
    case 'gateway':
      if (gateway === null) return NOTHING
      return { ...NOTHING, gateway: { id: gateway.id, state: result.state, at: message.receivedAt } }
    case 'inventory':
      return gateway === null ? NOTHING : { ...NOTHING, inventory: { gateway, sensors: result.sensors } }
    case 'ignored':
      return { ...NOTHING, ignoredBy: gateway?.adapter ?? null }
    default:
      return unreachable(result)
  }
}

function refused(message: RawMessage, rejections: readonly Rejection[], sensor: SensorUid | null): Intake {
  if (rejections.length === 0) return NOTHING
  const handled: HandledSequence[] = []
  const rejected = rejections.map((it): RejectedMessage => {
    if (sensor !== null && it.sequence !== null) {
      handled.push({ sensor, ...it.sequence, receivedAt: message.receivedAt })
    }
    return rejectedMessage(message, it.code, it.detail)
  })
  return { ...NOTHING, handled, rejected }
}

export function rejectedMessage(message: RawMessage, code: string, detail: string): RejectedMessage {
  const { receivedAt, clientId, topic, payload } = message
  return { receivedAt, clientId, topic: storable(topic), payload, code, detail: storable(detail) }
}

/** PostgreSQL's text holds every character but NUL. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}
