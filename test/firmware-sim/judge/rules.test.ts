import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../firmware-sim/judge/limits.ts'
import { judgements } from '../../../firmware-sim/judge/rules.ts'
import type { Connected, Log, Said, Sighting, StepName } from '../../../firmware-sim/judge/sighting.ts'
import { type SensorMessage, sensorMessage } from '../../../protocol/sensor-message.ts'

const ID = 'door-0001'

const step = (atMs: number, name: StepName): Sighting => ({ kind: 'step', step: name, atMs })

function message(boot: string, seq: number, kind: SensorMessage['kind'], age: number): SensorMessage {
  const door = kind === 'opened' ? 'open' : 'closed'
  return sensorMessage.parse({ boot, seq, kind, age, door, openings: kind === 'hello' && boot === 'aaaa' ? 5 : 6 })
}

function said(atMs: number, connection: number, ...messages: readonly SensorMessage[]): Sighting {
  const count = messages.length
  const sent = { topic: `menshen/v1/${ID}/up`, qos: 1, retain: false, bytes: 100 * count }
  return { kind: 'said', atMs, connection, ...sent, count, messages, problems: [] }
}

const connect = (atMs: number, connection: number): readonly Sighting[] => [
  {
    ...{ kind: 'connected', atMs, connection, clientId: ID, keepaliveSeconds: 60 },
    ...{ will: `menshen/v1/${ID}/gone`, refused: null },
  },
  { kind: 'subscribed', atMs, connection, topic: `menshen/v1/${ID}/ack` },
  { kind: 'subscribed', atMs, connection, topic: `menshen/v1/${ID}/down` },
]

const cut = (atMs: number, connection: number): readonly Sighting[] => [
  { kind: 'cut', atMs, connection },
  { kind: 'ended', atMs, connection },
]

/** All steps with a device that does all of it right. The door opened at 4.0 s and closed at 4.5 s. */
const RIGHT: Log = [
  step(0, 'start'),
  ...connect(100, 1),
  said(120, 1, message('aaaa', 1, 'hello', 50)),
  { kind: 'ack', atMs: 120, ack: { boot: 'aaaa', seq: 1 } },
  step(3000, 'door'),
  said(4010, 1, message('aaaa', 2, 'opened', 10)),
  said(4510, 1, message('aaaa', 3, 'closed', 10)),
  said(14_500, 1, message('aaaa', 2, 'opened', 10_500), message('aaaa', 3, 'closed', 10_000)),
  step(15_000, 'cut'),
  ...cut(15_000, 1),
  ...connect(15_500, 2),
  said(15_600, 2, message('aaaa', 2, 'opened', 11_600), message('aaaa', 3, 'closed', 11_100)),
  step(17_000, 'resend'),
  { kind: 'ack', atMs: 17_000, ack: { boot: 'aaaa', resend: [[2, 2]] } },
  said(17_100, 2, message('aaaa', 2, 'opened', 13_100)),
  step(20_000, 'acknowledge'),
  { kind: 'ack', atMs: 20_000, ack: { boot: 'aaaa', seq: 2 } },
  ...cut(20_500, 2),
  ...connect(21_000, 3),
  said(21_100, 3, message('aaaa', 3, 'closed', 16_600)),
  step(23_000, 'unknown_fields'),
  { kind: 'ack', atMs: 23_000, ack: { boot: 'aaaa', seq: 3 } },
  ...cut(23_500, 3),
  ...connect(24_000, 4),
  step(27_000, 'settings'),
  { kind: 'down', atMs: 27_000, settings: { heartbeatSeconds: 10 }, withUnknownField: true },
  said(37_000, 4, message('aaaa', 4, 'heartbeat', 0)),
  said(47_000, 4, message('aaaa', 5, 'heartbeat', 0)),
  step(48_000, 'reboot'),
  { kind: 'down', atMs: 48_000, settings: { command: 'reboot' }, withUnknownField: false },
  { kind: 'ended', atMs: 48_100, connection: 4 },
  ...connect(50_000, 5),
  said(50_100, 5, message('aaaa', 4, 'heartbeat', 13_100), message('aaaa', 5, 'heartbeat', 3100)),
  said(50_200, 5, message('bbbb', 1, 'hello', 2000)),
  step(60_000, 'end'),
]

const changed = (change: (it: Sighting) => Sighting | null): Log =>
  RIGHT.flatMap((it) => {
    const now = change(it)
    return now === null ? [] : [now]
  })

const connecting = (change: Partial<Connected>): Log =>
  changed((it) => (it.kind === 'connected' ? { ...it, ...change } : it))

const publishing = (change: Partial<Said>): Log => changed((it) => (it.kind === 'said' ? { ...it, ...change } : it))

/** Each message as another; null leaves it out. */
const saying = (change: (it: SensorMessage, atMs: number) => SensorMessage | null): Log =>
  changed((it) => {
    if (it.kind !== 'said') return it
    return {
      ...it,
      messages: it.messages.flatMap((one) => {
        const now = change(one, it.atMs)
        return now === null ? [] : [now]
      }),
    }
  })

const without = (kind: SensorMessage['kind'], fromMs: number, untilMs: number): Log =>
  saying((it, atMs) => (it.kind === kind && atMs >= fromMs && atMs < untilMs ? null : it))

/** Whatever it says besides at this instant. */
const alsoAt = (atMs: number, ...messages: readonly SensorMessage[]): Log =>
  changed((it) => (it.kind === 'said' && it.atMs === atMs ? { ...it, messages: [...it.messages, ...messages] } : it))

const upTo = (atMs: number): Log => RIGHT.filter((it) => it.atMs < atMs)

const renamed = (it: SensorMessage): SensorMessage => (it.boot === 'bbbb' ? { ...it, boot: 'aaaa' } : it)

test('a device that does everything right keeps every rule', () => {
  expect(judgements(RIGHT, DEFAULT_LIMITS).filter(({ kind }) => kind !== 'kept')).toEqual([])
})

test('of nothing nothing is said, but that it was not seen', () => {
  expect(new Set(judgements([], DEFAULT_LIMITS).map(({ kind }) => kind))).toEqual(new Set(['not_seen']))
})

describe('what breaks which rule', () => {
  test.each<[string, string, Log, string]>([
    ['a refusal', 'identity', connecting({ refused: 'a wrong secret' }), 'a wrong secret'],
    [
      'no subscription to ack',
      'subscribes',
      changed((it) => (it.kind === 'subscribed' && it.topic.endsWith('ack') ? null : it)),
      'connection 1 did not subscribe to menshen/v1/door-0001/ack',
    ],
    [
      'a wildcard',
      'subscribes',
      changed((it) =>
        it.kind === 'connected' ? it : it.kind === 'subscribed' && it.connection === 5 ? { ...it, topic: '#' } : it,
      ),
      'connection 5 did not',
    ],
    ['QoS 0', 'publishes', publishing({ qos: 0 }), 'QoS 0'],
    ['retained', 'publishes', publishing({ retain: true }), 'retain'],
    ['another topic', 'publishes', publishing({ topic: 'menshen/v1/door-0002/up' }), 'door-0002'],
    ['4097 bytes', 'size', publishing({ bytes: 4097 }), '4097 bytes'],
    ['33 messages', 'size', publishing({ count: 33 }), '33 messages'],
    ['a problem', 'readable', publishing({ problems: ['an unknown kind'] }), 'an unknown kind'],
    [
      'a run without hello',
      'hello',
      saying((it) => (it.kind === 'hello' ? { ...it, kind: 'heartbeat' } : it)),
      'heartbeat (boot aaaa, seq 1)',
    ],
    [
      'a new run that begins with 2',
      'hello',
      saying((it) => (it.boot === 'bbbb' ? { ...it, seq: 2, kind: 'heartbeat' } : it)),
      'boot bbbb began with seq 2',
    ],
    ['a number left out', 'sequence', saying((it) => (it.seq >= 4 ? { ...it, seq: it.seq + 1 } : it)), 'aaaa/4'],
    [
      'a new count without a new boot',
      'same_again',
      alsoAt(50_200, message('aaaa', 2, 'heartbeat', 0)),
      'heartbeat (boot aaaa, seq 2) was opened before',
    ],
    ['the same boot after the restart', 'reboot', saying(renamed), 'still as boot aaaa'],
    ['an opening that is not counted', 'openings', saying((it) => ({ ...it, openings: 6 })), 'says 6 after 6'],
    ['no count at all', 'openings', saying(({ openings: _, ...it }) => it), 'has no openings'],
    [
      'an opening with the door closed',
      'door',
      saying((it) => ({ ...it, door: 'closed' })),
      'opened (boot aaaa, seq 2) says that the door is closed',
    ],
    [
      'a heartbeat that says open',
      'door',
      saying((it) => (it.kind === 'heartbeat' ? { ...it, door: 'open' } : it)),
      'heartbeat (boot aaaa, seq 4)',
    ],
    ['an age that stands', 'age', saying((it) => ({ ...it, age: 10 })), 'an age 0.0 s greater'],
    ['an age from power-on', 'age', saying((it) => ({ ...it, age: it.age + 5000 })), 'before it was asked for'],
    [
      'a clock that began anew',
      'age',
      saying((it, atMs) => (atMs === 50_100 ? { ...it, age: 0 } : it)),
      '13.1 s later',
    ],
    ['said once only', 'journal', without('opened', 14_000, 15_000), 'was said once'],
    ['no connection after a cut', 'reconnects', upTo(15_500), 'after cut 1 of 1'],
    ['no journal after a cut', 'journal_after_cut', without('closed', 15_000, 17_000), 'closed (boot aaaa, seq 3)'],
    ['no answer to resend', 'resend', without('opened', 17_000, 18_000), 'not said again'],
    [
      'an answer with more than was asked',
      'resend',
      alsoAt(17_100, message('aaaa', 3, 'closed', 12_600)),
      'was not asked for',
    ],
    [
      'an ack that ends nothing',
      'acknowledged',
      alsoAt(21_100, message('aaaa', 2, 'opened', 17_100)),
      'again after its ack',
    ],
    ['an ack that ends too much', 'acknowledged', without('closed', 21_000, 22_000), 'dropped by an ack'],
    [
      'an unknown field in ack',
      'unknown_fields',
      RIGHT.flatMap((it) =>
        it.kind === 'subscribed' && it.atMs === 24_000
          ? [it, said(24_100, 4, message('aaaa', 3, 'closed', 19_600))]
          : [it],
      ),
      'did not end closed',
    ],
    [
      'an unknown field in down',
      'unknown_fields',
      RIGHT.flatMap(
        (it): Log =>
          it.kind === 'down' && it.withUnknownField
            ? [
                { ...it, atMs: 10_000 },
                { ...it, withUnknownField: false },
              ]
            : [it],
      ),
      'the same without it were',
    ],
    [
      'a heartbeat too late',
      'settings',
      changed((it) => (it.kind === 'down' ? { ...it, atMs: 20_000 } : it)),
      'that do not come so',
    ],
    ['no restart', 'reboot', upTo(50_000), 'did not say hello'],
    [
      'a journal that is lost',
      'journal_after_reboot',
      saying((it, atMs) => (atMs === 50_100 ? null : it)),
      'not said again after the restart',
    ],
    ['two restarts', 'command_once', alsoAt(50_200, message('cccc', 1, 'hello', 0)), 'started anew 2 times'],
  ])('%s: %s', (_what, rule, log, words) => {
    const verdict = judgements(log, DEFAULT_LIMITS).find((it) => it.rule === rule)
    expect(verdict).toMatchObject({ kind: 'broken' })
    expect(verdict?.seen).toContain(words)
  })
})

describe('what is not seen', () => {
  test.each<[string, Log, readonly string[]]>([
    ['a door that nobody opened', upTo(4000), ['openings', 'door', 'journal', 'age', 'resend', 'same_again']],
    [
      'a run that stops at the door',
      upTo(15_000),
      ['reconnects', 'journal_after_cut', 'acknowledged', 'unknown_fields'],
    ],
    ['one without the last steps', upTo(27_000), ['settings', 'reboot', 'journal_after_reboot', 'command_once']],
  ])('%s', (_what, log, rules) => {
    const unseen = judgements(log, DEFAULT_LIMITS).filter(({ kind }) => kind === 'not_seen')
    expect(unseen.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]))
  })
})
