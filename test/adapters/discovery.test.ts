import { describe, expect, it } from 'vitest'
import type { AdapterContext, KnownSensor } from '../../adapters/adapter.ts'
import { esphome } from '../../adapters/esphome.ts'
import { homeAssistant } from '../../adapters/home-assistant.ts'
import { codesOf, contextOf, known, onlyEvent, rawMessage } from './support.ts'

const NODE = contextOf('esphome', 'frontdoor-1203')
const say = (topic: string, payload: unknown, context: AdapterContext = NODE, retain = false) =>
  esphome.parse(rawMessage(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { retain }), context)

describe('ESPHome', () => {
  const state = 'frontdoor-1203/binary_sensor/front_door/state'

  it.each([
    ['ON', 'opened', 'open'],
    ['OFF', 'closed', 'closed'],
  ])('%s is %s', (text, kind, contact) => {
    expect(onlyEvent(say(state, text))).toMatchObject({ sensor: 'esphome:frontdoor-1203/front_door', kind, contact })
  })

  it('that a broker had kept is a state without a moment', () => {
    expect(onlyEvent(say(state, 'ON', NODE, true))).toMatchObject({
      kind: 'heartbeat',
      contact: 'open',
      origin: 'retained',
    })
  })

  it.each(['on', 'open', 'true', '1', 'UNKNOWN', 'NA', 'ON\n', '"ON"'])('%j is not guessed', (text) => {
    expect(codesOf(say(state, text))).toEqual(['unreadable_state'])
  })

  it('deletes a state with an empty one', () => expect(say(state, '').kind).toBe('ignored'))

  it.each(['online', 'offline'])('status %s is the node’s own', (text) => {
    expect(say('frontdoor-1203/status', text)).toEqual({ kind: 'gateway', state: text })
  })

  it.each([
    ['frontdoor-1203/sensor/wifi_signal/state', '-60'],
    ['frontdoor-1203/switch/relay/state', 'ON'],
    ['frontdoor-1203/switch/relay/command', 'ON'],
    ['frontdoor-1203/debug', 'log'],
    ['another-node/binary_sensor/front_door/state', 'ON'],
    ['frontdoor-1203x/binary_sensor/front_door/state', 'ON'],
  ])('%s is ignored', (topic, text) => expect(say(topic, text).kind).toBe('ignored'))

  it('is found under its MAC once discovery has told it, each of its doors for itself', () => {
    const config = {
      ...{ dev_cla: 'door', stat_t: state, uniq_id: 'ESPbinary_sensorfront_door', name: 'Front Door' },
      dev: { ids: 'a1b2c3d4e5f6', name: 'frontdoor-1203', mdl: 'esp01_1m' },
    }
    const found = say('homeassistant/binary_sensor/frontdoor-1203/front_door/config', config)
    expect(found).toMatchObject({
      ...{ kind: 'inventory', sensors: [{ sensor: 'wifi:a1b2c3d4e5f6/front_door', alias: state, model: 'esp01_1m' }] },
    })
    const [seen] = found.kind === 'inventory' ? found.sensors : []
    const context = contextOf('esphome', 'frontdoor-1203', seen === undefined ? {} : { [state]: seen })
    expect(onlyEvent(say(state, 'ON', context))).toMatchObject({
      sensor: 'wifi:a1b2c3d4e5f6/front_door',
      contact: 'open',
    })
    expect(codesOf(say(state, 'maybe', context))).toEqual(['unreadable_state'])
  })

  it('may have a discovery prefix of its own, where several nodes share a broker that does not say who spoke', () => {
    const config = { dev_cla: 'door', stat_t: state, dev: { ids: 'a1b2c3d4e5f6' } }
    expect(say('frontdoor-1203/ha/binary_sensor/frontdoor-1203/front_door/config', config)).toMatchObject({
      ...{ kind: 'inventory', sensors: [{ sensor: 'wifi:a1b2c3d4e5f6/front_door', alias: state }] },
    })
  })

  it('is found under the name that a person gave its object', () => {
    const named = contextOf('esphome', 'frontdoor-1203', { front_door: 'wifi:a1b2c3d4e5f6' })
    expect(onlyEvent(say(state, 'OFF', named)).sensor).toBe('wifi:a1b2c3d4e5f6')
  })
})

describe('discovery', () => {
  const discover = (config: object, topic = 'homeassistant/binary_sensor/n1/door/config') =>
    homeAssistant.parse(rawMessage(topic, JSON.stringify(config), { retain: true }), contextOf('homeassistant', 'gw'))
  const DOOR = { device_class: 'door', state_topic: 'gw/door', unique_id: 'x' }

  const seen = (config: object): KnownSensor => {
    const result = discover(config)
    const [sensor] = result.kind === 'inventory' ? result.sensors : []
    if (sensor === undefined) throw new Error(JSON.stringify(result))
    return sensor
  }
  const hear = (config: object, payload: string) => {
    const sensor = seen(config)
    const context = contextOf('homeassistant', 'gw', { 'gw/door': known(sensor.sensor, { reading: sensor.reading }) })
    return homeAssistant.parse(rawMessage('gw/door', payload), context)
  }

  it.each([
    ['ON and OFF by default', DOOR, 'ON', 'open'],
    ['ON and OFF by default', DOOR, 'OFF', 'closed'],
    ['words of its own', { ...DOOR, payload_on: 'OPEN', payload_off: 'CLOSED' }, 'CLOSED', 'closed'],
    [
      'turned round, as Zigbee2MQTT has it',
      { ...DOOR, payload_on: false, payload_off: true, value_template: '{{ value_json.contact }}' },
      '{"contact":false}',
      'open',
    ],
    [
      'turned round, as Zigbee2MQTT has it',
      { ...DOOR, payload_on: false, payload_off: true, value_template: '{{ value_json.contact }}' },
      '{"contact":true}',
      'closed',
    ],
    ['a field', { ...DOOR, value_template: '{{value_json.state}}' }, '{"state":"ON"}', 'open'],
    [
      'a field of a field',
      { ...DOOR, value_template: '{{ value_json.door.state }}' },
      '{"door":{"state":"OFF"}}',
      'closed',
    ],
    ['numbers', { ...DOOR, payload_on: 1, payload_off: 0, value_template: '{{ value_json.s }}' }, '{"s":1}', 'open'],
    ['a window', { ...DOOR, device_class: 'window' }, 'ON', 'open'],
    ['a garage door', { ...DOOR, device_class: 'garage_door' }, 'ON', 'open'],
    ['a state elsewhere in the message', { ...DOOR, value_template: '{{ value_json.state }}' }, '{"battery":50}', null],
    ['nothing', { ...DOOR, value_template: '{{ value_json.state }}' }, '{"state":null}', null],
  ])('with %s reads %j %s as %s', (_, config, payload, contact) => {
    expect(onlyEvent(hear(config, payload)).contact).toBe(contact)
  })

  it.each([
    ['another word', DOOR, 'on'],
    [
      'a word for a boolean of another kind',
      { ...DOOR, payload_on: false, payload_off: true, value_template: '{{ value_json.contact }}' },
      '{"contact":"False"}',
    ],
    ['1 for ON', DOOR, '1'],
  ])('does not guess %s', (_, config, payload) => expect(codesOf(hear(config, payload))).toEqual(['unreadable_state']))

  it.each([
    "{{ 'OFF' if value_json.contact else 'ON' }}",
    '{{ value_json.contact | lower }}',
    '{{ not value_json.contact }}',
    '{% if value_json.contact %}ON{% endif %}',
    "{{ value_json['contact'] }}",
    '{{ value }}',
    '{{ value_json.a.b.c.d.e.f.g.h.i.j }}',
  ])('with the template %s is refused: it could turn the value round', (value_template) => {
    expect(codesOf(discover({ ...DOOR, value_template }))).toEqual(['unmapped'])
  })

  it.each([
    [{ ...DOOR, payload_on: 'X', payload_off: 'X' }],
    [{ ...DOOR, state_topic: undefined }],
    [{ ...DOOR, state_topic: 'gw/+' }],
    [{ ...DOOR, payload_on: { a: 1 } }],
  ])('that makes no sense is refused: %j', (config) => expect(codesOf(discover(config))).toEqual(['unmapped']))

  it.each([{ device_class: 'motion' }, { device_class: 'connectivity' }, {}])('of %j is at no door', (over) => {
    expect(discover({ state_topic: 'gw/door', ...over }).kind).toBe('ignored')
  })

  it('names a Zigbee device by its address, another by its MAC, and else by its topic', () => {
    expect(seen({ ...DOOR, device: { identifiers: ['zigbee2mqtt_0x00158D0004470A44'] } }).sensor).toBe(
      'zigbee:00158d0004470a44',
    )
    expect(seen({ ...DOOR, device: { connections: [['mac', 'A1:B2:C3:D4:E5:F6']] } }).sensor).toBe(
      'wifi:a1b2c3d4e5f6/door',
    )
    expect(seen({ ...DOOR, device: {} }).sensor).toBe('homeassistant:n1/door')
  })

  it('may abbreviate, and put a base topic in place of ~', () => {
    const config = { '~': 'gw', dev_cla: 'door', stat_t: '~/door', pl_on: 'O', pl_off: 'C' }
    expect(onlyEvent(hear(config, 'O')).contact).toBe('open')
  })

  it('of tamper and battery on the door’s own topic is read with it', () => {
    const reading = (path: string) => ({ path, on: [true], off: [false] })
    const context = contextOf('homeassistant', 'gw', {
      'gw/door': known('homeassistant:n1/door', { reading: reading('open') }),
      'gw/door tamper': known('homeassistant:n1/tamper', { reading: reading('tamper') }),
      'gw/door battery': known('homeassistant:n1/battery', { reading: reading('low') }),
    })
    const message = rawMessage('gw/door', '{"open":false,"tamper":true,"low":true}')
    expect(onlyEvent(homeAssistant.parse(message, context))).toMatchObject({
      ...{ sensor: 'homeassistant:n1/door', contact: 'closed', tamper: true, batteryLow: true },
    })
  })

  it.each([
    ['ON', 'open'],
    ['OFF', 'closed'],
    ['{"state":"ON"}', 'open'],
    ['{"state":"OFF","battery":80}', 'closed'],
    ['{"battery":80}', null],
  ])('of a topic that only a person has named reads %s as %s', (payload, contact) => {
    const context = contextOf('homeassistant', 'gw', { 'gw/door': 'homeassistant:n1/door' })
    expect(onlyEvent(homeAssistant.parse(rawMessage('gw/door', payload), context)).contact).toBe(contact)
  })

  it.each([
    ['homeassistant/binary_sensor/n1/door/config', '', 'ignored'],
    ['homeassistant/sensor/n1/temperature/config', '{}', 'ignored'],
    ['homeassistant/status', 'online', 'ignored'],
    ['gw/something', 'ON', 'ignored'],
    ['homeassistant/binary_sensor/n1/door/config', '{"a":', 'rejected'],
  ])('%s %s is %s', (topic, payload, kind) => {
    expect(homeAssistant.parse(rawMessage(topic, payload), contextOf('homeassistant', 'gw')).kind).toBe(kind)
  })
})
