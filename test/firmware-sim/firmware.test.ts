import { describe, expect, test } from 'vitest'
import { type Effect, type Firmware, type Input, manufactured, step, wakeAtMs } from '../../firmware-sim/firmware.ts'
import { DEFAULT_PROFILE, type Profile } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { sensorMessage } from '../../protocol/sensor-message.ts'
import type { Settings } from '../../protocol/settings.ts'

/** A sensor on the bench: inputs at explicit instants, everything that came out kept. */
class Bench {
  firmware: Firmware
  readonly effects: Effect[] = []
  readonly #random = seededRandom('bench')

  constructor(profile: Partial<Profile> = {}) {
    this.firmware = manufactured({ ...DEFAULT_PROFILE, heartbeatMs: 1e9, ...profile })
  }

  at(nowMs: number, ...inputs: readonly Input[]): readonly Effect[] {
    const before = this.effects.length
    for (const input of inputs) {
      const { firmware, effects } = step(this.firmware, input, nowMs, this.#random)
      this.firmware = firmware
      this.effects.push(...effects)
    }
    return this.effects.slice(before)
  }

  get made() {
    return this.effects.flatMap((effect) => (effect.kind === 'made' ? [effect.entry.message] : []))
  }
}

const UP: Input = { kind: 'link_up' }
const OPEN: Input = { kind: 'door', door: 'open' }
const CLOSE: Input = { kind: 'door', door: 'closed' }
const started = (boot: string): Input => ({ kind: 'started', boot })

function said(effects: readonly Effect[]) {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'publish') return []
    const json: unknown = JSON.parse(effect.payload.text)
    return (Array.isArray(json) ? json : [json]).map((it) => sensorMessage.parse(it))
  })
}

function answers(effects: readonly Effect[]): readonly Input[] {
  return effects.flatMap((effect) =>
    effect.kind === 'publish' ? [{ kind: 'puback', entries: effect.payload.entries } as const] : [],
  )
}

describe('firmware', () => {
  test('hello comes first and numbers count from 1 within a boot', () => {
    const bench = new Bench()
    bench.at(0, started('aaaa'), UP, OPEN, CLOSE)
    expect(bench.made.map(({ kind, seq }) => [kind, seq])).toEqual([
      ...[['hello', 1]],
      ...[['opened', 2]],
      ...[['closed', 3]],
    ])
  })

  test('a reboot keeps the journal and the opening counter, and names a new boot', () => {
    const bench = new Bench()
    bench.at(0, started('aaaa'), OPEN, CLOSE)
    bench.at(5000, started('bbbb'))
    const told = said(bench.at(6000, UP))
    expect(told.map(({ boot, seq, age, openings }) => [boot, seq, age, openings])).toEqual([
      ...[['aaaa', 1, 6000, 0]],
      ...[['aaaa', 2, 6000, 1]],
      ...[['aaaa', 3, 6000, 1]],
      ...[['bbbb', 1, 1000, 1]],
    ])
  })

  test("a PUBACK means stored from Menshen's own broker only", () => {
    for (const pubackMeansStored of [true, false]) {
      const bench = new Bench({ pubackMeansStored })
      bench.at(0, started('aaaa'))
      bench.at(1, ...answers(bench.at(1, UP)))
      expect(bench.firmware.flash.journal.entries).toHaveLength(pubackMeansStored ? 0 : 1)
      bench.at(2, { kind: 'ack', ack: { boot: 'aaaa', seq: 1 } })
      expect(bench.firmware.flash.journal.entries).toHaveLength(0)
    }
  })

  test('a command is obeyed once, also after the reboot that it asked for and when a setting changed; another one is another', () => {
    const bench = new Bench()
    const told: Input = { kind: 'told', settings: { command: 'reboot', id: '1' } }
    const asked = (settings: Settings): Input => ({ kind: 'told', settings })
    const rebooted = (effects: readonly Effect[]) => effects.some(({ kind }) => kind === 'reboot')
    bench.at(0, started('aaaa'), UP)
    expect(rebooted(bench.at(1, told))).toBe(true)
    bench.at(2, started('bbbb'), UP)
    expect(rebooted(bench.at(3, told))).toBe(false)
    expect(rebooted(bench.at(4, asked({ heartbeatSeconds: 30 })))).toBe(false)
    expect(rebooted(bench.at(5, asked({ heartbeatSeconds: 30, command: 'reboot', id: '1' })))).toBe(false)
    expect(rebooted(bench.at(6, asked({ heartbeatSeconds: 30, command: 'reboot', id: '2' })))).toBe(true)
  })

  test('settings change the heartbeat and the reporting of closings, and survive a reboot', () => {
    const bench = new Bench()
    const settings = { heartbeatSeconds: 10, reportClosings: false }
    bench.at(0, started('aaaa'), UP, { kind: 'told', settings })
    bench.at(1, started('bbbb'), UP, OPEN, CLOSE)
    expect(bench.made.filter(({ kind }) => kind === 'closed')).toHaveLength(0)
    expect(wakeAtMs(bench.firmware)).toBeLessThanOrEqual(10_001)
    bench.at(10_001, { kind: 'tick' })
    expect(bench.made.at(-1)?.kind).toBe('heartbeat')
    expect(bench.made.at(-1)?.door).toBe('closed')
  })

  test('a sleeping sensor hangs up when all is stored and wakes for an edge', () => {
    const bench = new Bench({ sleeps: true })
    expect(bench.at(0, started('aaaa')).map(({ kind }) => kind)).toEqual(['made', 'connect'])
    bench.at(20, ...answers(bench.at(10, UP)))
    expect(bench.firmware.link).toBe('up')
    const wake = wakeAtMs(bench.firmware) ?? 0
    expect(bench.at(wake, { kind: 'tick' }).map(({ kind }) => kind)).toEqual(['hang_up'])
    bench.at(wake + 1, { kind: 'link_down' })
    expect(bench.at(wake + 5000, OPEN).map(({ kind }) => kind)).toEqual(['made', 'connect'])
  })

  test('a battery runs low once and then out; without power nothing is counted', () => {
    const bench = new Bench()
    bench.at(0, started('aaaa'), UP, { kind: 'worn', share: 0.9 }, OPEN, CLOSE)
    expect(bench.made.filter(({ kind }) => kind === 'low_battery')).toHaveLength(1)
    expect(bench.at(1, { kind: 'worn', share: 1 }).map(({ kind }) => kind)).toEqual(['hang_up'])
    const made = bench.made.length
    bench.at(2, OPEN, CLOSE, { kind: 'tick' }, UP)
    expect([bench.made.length, bench.firmware.flash.openings, wakeAtMs(bench.firmware)]).toEqual([made, 1, null])
  })

  test('tamper is told when the cover comes off and when it is back', () => {
    const bench = new Bench()
    bench.at(0, started('aaaa'), { kind: 'cover', cover: 'removed' }, { kind: 'cover', cover: 'fitted' })
    expect(bench.made.map(({ kind }) => kind)).toEqual(['hello', 'tamper', 'tamper_cleared'])
  })
})
