import type { SensorMessage } from '../../protocol/sensor-message.ts'
import type { Log, Sighting, StepName } from './sighting.ts'

/** One message as it came once; the same message may come several times. */
export interface Transmission {
  readonly message: SensorMessage
  readonly atMs: number
  readonly connection: number
}

/** A message's name: what is said again has the same. */
export function nameOf({ boot, seq }: Pick<SensorMessage, 'boot' | 'seq'>): string {
  return `${boot}/${seq}`
}

export function wordsFor({ kind, boot, seq }: SensorMessage): string {
  return `${kind} (boot ${boot}, seq ${seq})`
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

export function transmissions(log: Log): readonly Transmission[] {
  return log.flatMap((it) =>
    it.kind === 'said' ? it.messages.map((message) => ({ message, atMs: it.atMs, connection: it.connection })) : [],
  )
}

/** Each message as it came first, in that order. */
export function firstSayings(log: Log): readonly Transmission[] {
  const first = new Map<string, Transmission>()
  for (const it of transmissions(log)) if (!first.has(nameOf(it.message))) first.set(nameOf(it.message), it)
  return [...first.values()]
}

/** What was seen from a step's beginning to the next one's; empty when it never began. */
export function during(log: Log, step: StepName): Log {
  const from = log.findIndex((it) => it.kind === 'step' && it.step === step)
  if (from < 0) return []
  const length = log.slice(from + 1).findIndex((it) => it.kind === 'step')
  return length < 0 ? log.slice(from) : log.slice(from, from + 1 + length)
}

export function began(log: Log, step: StepName): boolean {
  return log.some((it) => it.kind === 'step' && it.step === step)
}

/** The messages that came for the first time in this step. */
export function newIn(log: Log, step: StepName): readonly Transmission[] {
  const there = new Set(during(log, step))
  const saidThere = new Set([...there].flatMap((it) => (it.kind === 'said' ? it.messages : [])))
  return firstSayings(log).filter(({ message }) => saidThere.has(message))
}

/** What was seen after the last one of a kind; empty when there is none. */
export function afterLast(log: Log, kind: Sighting['kind']): Log {
  const index = log.findLastIndex((it) => it.kind === kind)
  return index < 0 ? [] : log.slice(index + 1)
}

/** The opening and the closing that the judge asked a person for. */
export function movement(log: Log): { readonly opened: SensorMessage; readonly closed: SensorMessage } | null {
  const moves = newIn(log, 'door').map(({ message }) => message)
  const opened = moves.find(({ kind }) => kind === 'opened')
  const closed = moves.find((it) => it.kind === 'closed' && it.boot === opened?.boot && it.seq > opened.seq)
  return opened === undefined || closed === undefined ? null : { opened, closed }
}

/** The number of the latest connection that was let in; 0 before the first. */
export function latestConnection(log: Log): number {
  return log.reduce((latest, it) => (it.kind === 'connected' ? Math.max(latest, it.connection) : latest), 0)
}

/** The latest connection has subscribed and is not over. */
export function isLive(log: Log): boolean {
  const latest = latestConnection(log)
  const ended = log.some((it) => it.kind === 'ended' && it.connection === latest)
  return !ended && log.some((it) => it.kind === 'subscribed' && it.connection === latest)
}

/** What came on the connections that began after this log's last cut. */
export function saidAfterCut(log: Log): readonly Transmission[] {
  const after = afterLast(log, 'cut')
  const anew = new Set(after.flatMap((it) => (it.kind === 'connected' && it.refused === null ? [it.connection] : [])))
  return transmissions(after).filter(({ connection }) => anew.has(connection))
}

/** After this log's last cut there is a connection again, with a subscription. */
export function isBack(log: Log): boolean {
  return afterLast(log, 'cut').some((it) => it.kind === 'subscribed')
}

export function includes(sayings: readonly Transmission[], message: SensorMessage): boolean {
  return sayings.some((it) => nameOf(it.message) === nameOf(message))
}

/** The runs in the order in which they were first heard, each with its sequence numbers. */
export function runs(log: Log): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>()
  for (const { message } of transmissions(log)) {
    const numbers = found.get(message.boot) ?? new Set()
    found.set(message.boot, numbers.add(message.seq))
  }
  return found
}

/** The numbers missing in a run, of those up to the highest that came. A run that began before we looked has no beginning. */
export function holesOf(numbers: ReadonlySet<number>): readonly number[] {
  const lowest = Math.min(...numbers)
  const highest = Math.max(...numbers)
  return Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index).filter((it) => !numbers.has(it))
}
