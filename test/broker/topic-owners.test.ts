import { expect, test } from 'vitest'
import { matches, TopicOwners } from '../../broker/topic-owners.ts'

test.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a/+', 'a/b', true],
  ['a/+', 'a', false],
  ['a/+/c', 'a/b/c', true],
  ['a/#', 'a/b/c', true],
  // MQTT 4.7.1.2: the level above is meant as well.
  ['a/#', 'a', true],
  ['+', 'a', true],
  ['+', 'a/b', false],
  ['#', 'a/b', true],
])('%s matches %s: %s', (filter, topic, expected) => {
  expect(matches(filter, topic)).toBe(expected)
})

test('a topic is of the gateway whose filter spells out the most, and of none where several say it alike', () => {
  const owners = new TopicOwners([
    { id: 'house', filters: ['zigbee2mqtt/#', 'homeassistant/#'] },
    { id: 'flat', filters: ['zigbee2mqtt/flat/#', 'homeassistant/#'] },
    { id: 'meter', filters: ['tele/meter/#', '+'] },
  ])
  expect(owners.of('zigbee2mqtt/door')).toBe('house')
  expect(owners.of('zigbee2mqtt/flat/door')).toBe('flat')
  expect(owners.of('tele/meter/STATE')).toBe('meter')
  expect(owners.of('announce')).toBe('meter')
  expect(owners.of('homeassistant/binary_sensor/x/config')).toBeNull()
  expect(owners.of('elsewhere/door')).toBeNull()
})
