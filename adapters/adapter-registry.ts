import type { Adapter } from './adapter.ts'
import { zigbee2mqtt } from './zigbee2mqtt.ts'

/** Every maker family that a gateway may be registered with. A new one is its own file and one line here. */
const ADAPTERS: readonly Adapter[] = [zigbee2mqtt]

const BY_ID: ReadonlyMap<string, Adapter> = new Map(ADAPTERS.map((adapter) => [adapter.id, adapter]))

export const ADAPTER_IDS: readonly string[] = [...BY_ID.keys()]

export function findAdapter(id: string): Adapter | null {
  return BY_ID.get(id) ?? null
}
