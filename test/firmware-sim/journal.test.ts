import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acknowledged,
  aged,
  askedAgain,
  due,
  emptyJournal,
  type Journal,
  MESSAGES_IN_FLIGHT_MAX,
  packed,
  recorded,
  sent,
  stored,
} from '../../firmware-sim/journal.ts'
import { MESSAGES_PER_PAYLOAD_MAX, SENSOR_PAYLOAD_BYTES_MAX, sensorMessage } from '../../protocol/sensor-message.ts'

const RETRY_MS = 1000

function filled(count: number, entriesMax = 256, boot = 'aaaa', base = emptyJournal(entriesMax)): Journal {
  let journal = base
  for (let seq = 1; seq <= count; seq += 1) journal = recorded(journal, { boot, seq, kind: 'opened' }, seq * 10)
  return journal
}

const seqs = (journal: Journal) => journal.entries.map(({ message }) => message.seq)

describe('journal', () => {
  test('a full journal gives up its oldest entries and counts them', () => {
    const journal = filled(10, 4)
    expect(seqs(journal)).toEqual([7, 8, 9, 10])
    expect(journal.dropped).toBe(6)
  })

  test('an acknowledgement covers its own boot only, up to its number', () => {
    const journal = filled(3, 256, 'bbbb', filled(3))
    const left = acknowledged(journal, 'aaaa', 2)
    expect(left.entries.map(({ message }) => `${message.boot}${message.seq}`)).toEqual([
      ...['aaaa3', 'bbbb1', 'bbbb2', 'bbbb3'],
    ])
  })

  test('what is under way is not said again before the retry time, which doubles', () => {
    const once = sent(filled(2), filled(2).entries, 0)
    expect(due(once, RETRY_MS - 1, RETRY_MS)).toHaveLength(0)
    expect(due(once, RETRY_MS, RETRY_MS)).toHaveLength(2)
    const twice = sent(once, once.entries, RETRY_MS)
    expect(due(twice, 3 * RETRY_MS - 1, RETRY_MS)).toHaveLength(0)
    expect(due(twice, 3 * RETRY_MS, RETRY_MS)).toHaveLength(2)
  })

  test('a resend range is due at once, and nothing beside it', () => {
    const journal = filled(9)
    const asked = askedAgain(sent(journal, journal.entries, 0), 'aaaa', [
      [2, 3],
      [7, 7],
    ])
    expect(due(asked, 1, RETRY_MS).map(({ message }) => message.seq)).toEqual([2, 3, 7])
  })

  test('a long journal waits for answers instead of flooding the broker', () => {
    const journal = filled(MESSAGES_IN_FLIGHT_MAX + 40)
    const first = due(journal, 0, RETRY_MS)
    expect(first).toHaveLength(MESSAGES_IN_FLIGHT_MAX)
    const underWay = sent(journal, first, 0)
    expect(due(underWay, 1, RETRY_MS)).toHaveLength(0)
    expect(due(stored(underWay, first.slice(0, 10)), 1, RETRY_MS)).toHaveLength(10)
  })

  test('age is reckoned at each transmission', () => {
    const [entry] = filled(1).entries
    if (entry === undefined) throw new Error('empty')
    expect([aged(entry, 10).age, aged(entry, 5010).age, aged(entry, 0).age]).toEqual([0, 5000, 0])
  })

  test('every payload keeps to the limits of the wire and says each entry once', () => {
    const text = fc.string({ maxLength: 32 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 100 }), (versions) => {
        let journal = emptyJournal(1000)
        for (const [index, firmware] of versions.entries()) {
          journal = recorded(journal, { boot: 'aaaa', seq: index + 1, kind: 'heartbeat', firmware }, index)
        }
        const payloads = packed(journal.entries, 1e6)
        const said = payloads.flatMap((payload) => [JSON.parse(payload.text)].flat())
        expect(said.map((it) => sensorMessage.parse(it).seq)).toEqual(seqs(journal))
        for (const { text, entries } of payloads) {
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SENSOR_PAYLOAD_BYTES_MAX)
          expect(entries.length).toBeLessThanOrEqual(MESSAGES_PER_PAYLOAD_MAX)
        }
      }),
    )
  })
})
