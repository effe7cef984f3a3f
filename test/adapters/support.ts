import type { AdapterContext, AdapterResult, KnownSensor, RawMessage } from '../../adapters/adapter.ts'
import { type ProductMapping, productMapping } from '../../adapters/product-mapping.ts'
import { sensorUid } from '../../base/id.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'

export const RECEIVED_AT = Date.parse('2026-08-22T09:15:33.000Z')

export function rawMessage(topic: string, payload: string | Buffer, over: Partial<RawMessage> = {}): RawMessage {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return { clientId: 'gateway', topic, payload: bytes, retain: false, receivedAt: RECEIVED_AT, ...over }
}

/** A sensor as the registry knows it, by its uid and perhaps its model. */
export function known(sensor: string, over: Partial<KnownSensor> = {}): KnownSensor {
  return { sensor: sensorUid.parse(sensor), model: null, reading: null, ...over }
}

/** A gateway that calls its sensors by these names. */
export function contextOf(
  adapter: string,
  baseTopic: string,
  aliases: Readonly<Record<string, string | KnownSensor>> = {},
  mappings: readonly ProductMapping[] = [],
): AdapterContext {
  const names = new Map<string, KnownSensor>(
    Object.entries(aliases).map(([alias, it]) => [alias, typeof it === 'string' ? known(it) : it]),
  )
  return {
    gateway: { id: 'gateway', adapter, baseTopic },
    resolveAlias: (alias) => names.get(alias) ?? null,
    mappings,
  }
}

/** A gateway with base topic `zigbee2mqtt` that calls its sensors by these names. */
export function knowing(
  aliases: Readonly<Record<string, string | KnownSensor>> = {},
  baseTopic = 'zigbee2mqtt',
): AdapterContext {
  return contextOf('zigbee2mqtt', baseTopic, aliases)
}

/** What a person has said of a product, with nothing but the door unless told. */
export function mapped(
  product: string,
  path: string,
  open: ProductMapping['door']['open'],
  closed: ProductMapping['door']['closed'],
  over: Partial<ProductMapping> = {},
): ProductMapping {
  return productMapping.parse({
    ...{ product, door: { path, open, closed }, battery: null, tamper: null, time: null, device: null, periodic: null },
    ...over,
  })
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
