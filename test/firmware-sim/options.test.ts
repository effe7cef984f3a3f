import { describe, expect, test } from 'vitest'
import { ADAPTER_IDS } from '../../adapters/adapter-registry.ts'
import { FAMILY_NAMES } from '../../firmware-sim/family/families.ts'
import { readOptions } from '../../firmware-sim/options.ts'

const API = ['--api', 'http://127.0.0.1:8080', '--username', 'admin', '--password', 'secret']

function read(...args: readonly string[]) {
  const reading = readOptions(args, undefined, 'fresh')
  return reading.kind === 'run' ? reading.options : reading
}

describe('options', () => {
  test('a day in ten minutes is what comes without more words', () => {
    expect(read(...API)).toMatchObject({ days: 1, speed: 144, seed: 'fresh', scenario: 'ordinary', sensors: 10 })
  })

  test.each([
    [['--minutes', '20'], { days: 1, speed: 72 }],
    [['--days', '2', '--minutes', '20'], { days: 2, speed: 144 }],
    [['--days', '2', '--speed', '60'], { days: 2, speed: 60 }],
    [['--minutes', '30', '--speed', '24'], { days: 0.5, speed: 24 }],
  ])('%s give the timing', (args, timing) => {
    expect(read(...API, ...args)).toMatchObject(timing)
  })

  test.each([
    [['--sensors', '0'], '--sensors'],
    [['--sensors', '10001'], '--sensors'],
    [['--sensors', ''], '--sensors'],
    [['--loss', '1'], '--loss'],
    [['--drift', 'much'], '--drift'],
    [['--scenario', 'quiet'], '--scenario'],
    [['--broker', 'ftp://127.0.0.1'], '--broker'],
    [['--speed', '0'], '--speed'],
    [['--speed', '1441'], '--speed'],
    [['--days', '3', '--minutes', '2'], '--speed'],
    [['--unheard-of'], '--unheard-of'],
    [['stray'], 'stray'],
    [['--days', '1', '--minutes', '1', '--speed', '1'], '--speed'],
    [['--credentials', 'file'], '--credentials'],
    [['--family', 'zigbee3'], [...FAMILY_NAMES, 'all'].join(', ')],
    [['--family', 'tasmota', '--check'], '--check'],
    [['--family', 'tasmota', '--loss', '0.1'], '--loss'],
  ])('%s is refused with its name', (args, name) => {
    const reading = readOptions([...API, ...args], undefined, 'fresh')
    expect(reading.kind === 'wrong' && reading.problems.join(' ')).toContain(name)
  })

  test('another maker’s sensors are asked for by their family; all of them take turns', () => {
    const families = (...args: readonly string[]) => {
      const reading = readOptions([...API, ...args], undefined, 'fresh')
      return reading.kind === 'run' ? reading.options.families.map((it) => it.name) : reading
    }
    expect(families()).toEqual([])
    expect(families('--family', 'zigbee2mqtt', '--sensors', '50')).toEqual(['zigbee2mqtt'])
    const all = families('--family', 'all')
    expect(Array.isArray(all) && all.toSorted()).toEqual(ADAPTER_IDS.toSorted())
    expect(read(...API, '--family', 'all')).toMatchObject({ sensors: ADAPTER_IDS.length })
  })

  test('every problem is told at once', () => {
    const reading = readOptions(['--sensors', 'x', '--loss', '7'], undefined, 'fresh')
    expect(reading.kind === 'wrong' && reading.problems).toHaveLength(2)
  })

  test('the password may come from the environment; a check without an API is refused', () => {
    expect(readOptions(API.slice(0, 4), 'secret', 'fresh').kind).toBe('run')
    expect(readOptions(API.slice(0, 4), undefined, 'fresh').kind).toBe('wrong')
    expect(readOptions(['--credentials', 'file', '--check'], undefined, 'fresh').kind).toBe('wrong')
    expect(readOptions(['--credentials', 'file'], undefined, 'fresh').kind).toBe('run')
    expect(readOptions(['--help'], undefined, 'fresh').kind).toBe('help')
  })
})
