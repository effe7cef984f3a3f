/** The families that a gateway may be registered with, as their makers write them. */
export const GATEWAY_FAMILIES: ReadonlyMap<string, string> = new Map([
  ['zigbee2mqtt', 'Zigbee2MQTT'],
  ['chirpstack', 'ChirpStack'],
  ['the-things-stack', 'The Things Stack'],
  ['tasmota', 'Tasmota'],
  ['esphome', 'ESPHome'],
  ['shelly-gen1', 'Shelly Gen1'],
  ['shelly', 'Shelly Gen2, BLU'],
  ['theengs', 'Theengs'],
  ['homeassistant', 'Home Assistant'],
  ['homie', 'Homie'],
  ['tuya', 'Tuya'],
  ['onenet', 'OneNET'],
  ['alibaba', 'Alibaba Cloud IoT'],
  ['ctwing', 'CTWing'],
  ['huawei', 'Huawei Cloud IoTDA'],
  ['json', 'JSON'],
])

export function familyName(adapter: string): string {
  return GATEWAY_FAMILIES.get(adapter) ?? adapter
}
