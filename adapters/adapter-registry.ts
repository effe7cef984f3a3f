import type { Adapter } from './adapter.ts'
import { alibaba } from './alibaba.ts'
import { chirpstack } from './chirpstack.ts'
import { ctwing } from './ctwing.ts'
import { esphome } from './esphome.ts'
import { homeAssistant } from './home-assistant.ts'
import { homie } from './homie.ts'
import { huawei } from './huawei.ts'
import { jsonGateway } from './json-gateway.ts'
import { onenet } from './onenet.ts'
import { shelly } from './shelly.ts'
import { shellyGen1 } from './shelly-gen1.ts'
import { tasmota } from './tasmota.ts'
import { theThingsStack } from './the-things-stack.ts'
import { theengs } from './theengs.ts'
import { tuya } from './tuya.ts'
import { zigbee2mqtt } from './zigbee2mqtt.ts'

/** Every maker family that a gateway may be registered with. A new one is its own file and one line here. */
const ADAPTERS: readonly Adapter[] = [
  zigbee2mqtt,
  ...[chirpstack, theThingsStack],
  ...[tasmota, esphome, shellyGen1, shelly, theengs, homeAssistant, homie],
  ...[tuya, onenet, alibaba, ctwing, huawei, jsonGateway],
]

const BY_ID: ReadonlyMap<string, Adapter> = new Map(ADAPTERS.map((adapter) => [adapter.id, adapter]))

export const ADAPTER_IDS: readonly string[] = [...BY_ID.keys()]

export function findAdapter(id: string): Adapter | null {
  return BY_ID.get(id) ?? null
}
