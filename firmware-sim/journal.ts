import {
  MESSAGES_PER_PAYLOAD_MAX,
  SENSOR_PAYLOAD_BYTES_MAX,
  type SensorMessage,
  sensorMessage,
} from '../protocol/sensor-message.ts'

/** A message as flash memory holds it: `age` is not kept but computed anew at every transmission. */
export interface JournalEntry {
  readonly message: Omit<SensorMessage, 'age'>
  /** On the sensor's monotonic clock. */
  readonly happenedAtMs: number
  readonly sentAtMs: number | null
  readonly sendings: number
}

/** What the sensor has not been told is stored, oldest first. It survives reconnects and reboots. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  readonly entriesMax: number
  /** Entries that were overwritten because the flash was full. */
  readonly dropped: number
}

export interface Payload {
  readonly text: string
  readonly entries: readonly JournalEntry[]
}

/** Sent and unanswered at one time; the rest waits, so that a long journal does not flood the broker at reconnect. */
export const MESSAGES_IN_FLIGHT_MAX = 128

/** After this many sendings the wait for an acknowledgement grows no longer: 2^3 times the first. */
const BACKOFF_DOUBLINGS_MAX = 3

const AGE_MS_MAX = sensorMessage.shape.age.maxValue ?? Number.MAX_SAFE_INTEGER

export function emptyJournal(entriesMax: number): Journal {
  return { entries: [], entriesMax, dropped: 0 }
}

/** Adds a message; a full journal gives up its oldest entry, and counts it. */
export function recorded(journal: Journal, message: Omit<SensorMessage, 'age'>, happenedAtMs: number): Journal {
  const entries = [...journal.entries, { message, happenedAtMs, sentAtMs: null, sendings: 0 }]
  const overflow = Math.max(0, entries.length - journal.entriesMax)
  return { ...journal, entries: entries.slice(overflow), dropped: journal.dropped + overflow }
}

/** `ack`: everything up to `seq` of this boot is stored. Says nothing of other boots. */
export function acknowledged(journal: Journal, boot: string, seq: number): Journal {
  return keeping(journal, ({ message }) => message.boot !== boot || message.seq > seq)
}

/** A PUBACK of Menshen's own broker: exactly these are stored. */
export function stored(journal: Journal, entries: readonly JournalEntry[]): Journal {
  const names = new Set(entries.map(nameOf))
  return keeping(journal, (entry) => !names.has(nameOf(entry)))
}

/** `resend`: these count as never sent. What the journal no longer holds stays lost. */
export function askedAgain(journal: Journal, boot: string, ranges: readonly (readonly [number, number])[]): Journal {
  const asked = ({ message }: JournalEntry) =>
    message.boot === boot && ranges.some(([from, to]) => message.seq >= from && message.seq <= to)
  return { ...journal, entries: journal.entries.map((entry) => (asked(entry) ? unsent(entry) : entry)) }
}

/** A new connection: whatever was under way on the old one is to be said again. */
export function reconnected(journal: Journal): Journal {
  return { ...journal, entries: journal.entries.map(unsent) }
}

/** The entries to transmit now: never sent, or unanswered for longer than the retry time, which doubles each time. */
export function due(journal: Journal, nowMs: number, retryMs: number): readonly JournalEntry[] {
  const waiting = journal.entries.filter((entry) => dueAtMs(entry, retryMs) <= nowMs)
  const inFlight = journal.entries.length - waiting.length
  return waiting.slice(0, Math.max(0, MESSAGES_IN_FLIGHT_MAX - inFlight))
}

/**
 * When an unanswered entry is to be said again; null when nothing is under way. Asked after `due` has been sent, when
 * an entry never sent can only be one that waits for others to be answered.
 */
export function nextRetryMs(journal: Journal, retryMs: number): number | null {
  const underWay = journal.entries.filter((entry) => entry.sentAtMs !== null)
  if (underWay.length === 0) return null
  return underWay.reduce((soonest, entry) => Math.min(soonest, dueAtMs(entry, retryMs)), Number.POSITIVE_INFINITY)
}

export function sent(journal: Journal, entries: readonly JournalEntry[], nowMs: number): Journal {
  const names = new Set(entries.map(nameOf))
  const marked = journal.entries.map((entry) =>
    names.has(nameOf(entry)) ? { ...entry, sentAtMs: nowMs, sendings: entry.sendings + 1 } : entry,
  )
  return { ...journal, entries: marked }
}

/** Packs entries into payloads within the wire's limits, with each age as of `nowMs`. */
export function packed(entries: readonly JournalEntry[], nowMs: number): readonly Payload[] {
  const payloads: Payload[] = []
  let texts: string[] = []
  let batch: JournalEntry[] = []
  let bytes = 2
  for (const entry of entries) {
    const text = JSON.stringify(aged(entry, nowMs))
    const fits = texts.length < MESSAGES_PER_PAYLOAD_MAX && bytes + text.length + 1 <= SENSOR_PAYLOAD_BYTES_MAX
    if (texts.length > 0 && !fits) {
      payloads.push(payloadOf(texts, batch))
      ;[texts, batch, bytes] = [[], [], 2]
    }
    texts.push(text)
    batch.push(entry)
    bytes += Buffer.byteLength(text) + 1
  }
  if (texts.length > 0) payloads.push(payloadOf(texts, batch))
  return payloads
}

/** The message as it goes out at `nowMs`. */
export function aged({ message, happenedAtMs }: JournalEntry, nowMs: number): SensorMessage {
  const { boot, seq, kind, ...rest } = message
  return { boot, seq, kind, age: Math.min(AGE_MS_MAX, Math.max(0, Math.round(nowMs - happenedAtMs))), ...rest }
}

function keeping(journal: Journal, keeps: (entry: JournalEntry) => boolean): Journal {
  return { ...journal, entries: journal.entries.filter(keeps) }
}

function payloadOf(texts: readonly string[], entries: readonly JournalEntry[]): Payload {
  return { text: texts.length === 1 ? texts.join() : `[${texts.join(',')}]`, entries }
}

function unsent(entry: JournalEntry): JournalEntry {
  return entry.sentAtMs === null ? entry : { ...entry, sentAtMs: null }
}

function dueAtMs({ sentAtMs, sendings }: JournalEntry, retryMs: number): number {
  if (sentAtMs === null) return Number.NEGATIVE_INFINITY
  return sentAtMs + retryMs * 2 ** Math.min(BACKOFF_DOUBLINGS_MAX, sendings - 1)
}

function nameOf({ message }: JournalEntry): string {
  return `${message.boot}/${message.seq}`
}
