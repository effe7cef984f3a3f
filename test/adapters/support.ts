import type { AdapterContext, AdapterResult, RawMessage } from '../../adapters/adapter.ts'
import { type SensorUid, sensorUid } from '../../base/id.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'

export const RECEIVED_AT = Date.parse('2026-08-22T09:15:33.000Z')

export function rawMessage(topic: string, payload: string | Buffer, over: Partial<RawMessage> = {}): RawMessage {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return { clientId: 'gateway', topic, payload: bytes, retain: false, receivedAt: RECEIVED_AT, ...over }
}

/** A gateway with base topic `zigbee2mqtt` that calls its sensors by these names. */
export function knowing(aliases: Readonly<Record<string, string>> = {}, baseTopic = 'zigbee2mqtt'): AdapterContext {
  const known = new Map<string, SensorUid>(Object.entries(aliases).map(([alias, uid]) => [alias, sensorUid.parse(uid)]))
  return {
    gateway: { id: 'gateway', adapter: 'zigbee2mqtt', baseTopic },
    resolveAlias: (alias) => known.get(alias) ?? null,
  }
}

export function eventsOf(result: AdapterResult): readonly DoorEvent[] {
  if (result.kind !== 'events') throw new Error(`not events: ${JSON.stringify(result)}`)
  return result.events
}

export function onlyEvent(result: AdapterResult): DoorEvent {
  const [event, ...others] = eventsOf(result)
  if (event === undefined || others.length > 0) throw new Error(`not one event: ${JSON.stringify(result)}`)
  return event
}

export function codesOf(result: AdapterResult): readonly string[] {
  if (result.kind === 'events') return result.rejected.map(({ code }) => code)
  return result.kind === 'rejected' ? result.rejections.map(({ code }) => code) : []
}
