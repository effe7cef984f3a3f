import { alibaba } from './alibaba.ts'
import { chirpstack } from './chirpstack.ts'
import { ctwing } from './ctwing.ts'
import { esphome } from './esphome.ts'
import type { Family } from './family.ts'
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

/** Every family that is simulated. A new one is its own file and one line here. */
const FAMILIES: readonly Family[] = [
  ...[zigbee2mqtt, chirpstack, theThingsStack, tasmota, esphome],
  ...[shelly, shellyGen1, theengs, homeAssistant, homie],
  ...[tuya, onenet, alibaba, huawei, ctwing, jsonGateway],
]

export const FAMILY_NAMES: readonly string[] = FAMILIES.map((it) => it.name)
export const ALL_FAMILIES = 'all'

/** One family by its name, or every one; null for a name that there is not. */
export function familiesNamed(name: string): readonly Family[] | null {
  if (name === ALL_FAMILIES) return FAMILIES
  const found = FAMILIES.filter((it) => it.name === name)
  return found.length === 0 ? null : found
}
