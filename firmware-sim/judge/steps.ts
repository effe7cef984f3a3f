import type { Acknowledgement } from '../../protocol/acknowledgement.ts'
import type { SensorMessage } from '../../protocol/sensor-message.ts'
import type { JudgingBroker } from './judging-broker.ts'
import type { JudgeLimits } from './limits.ts'
import type { Logbook } from './logbook.ts'
import { owedAtReboot, saidSinceReboot } from './rules/journal-after-reboot.ts'
import { newRuns } from './rules/reboot.ts'
import { resendTries } from './rules/resend.ts'
import { isObeyed } from './rules/settings.ts'
import type { Log, StepName } from './sighting.ts'
import {
  during,
  holesOf,
  includes,
  isBack,
  isLive,
  latestConnection,
  movement,
  nameOf,
  runs,
  saidAfterCut,
  transmissions,
} from './transmission.ts'

/** What the judge tells the person before it while it waits. */
export type Progress =
  | { readonly kind: 'hand'; readonly act: 'start' | 'move_door'; readonly words: string; readonly limitMs: number }
  | { readonly kind: 'waiting'; readonly words: string; readonly limitMs: number }

export interface Judging {
  readonly broker: JudgingBroker
  readonly book: Logbook
  readonly limits: JudgeLimits
  /** The device is only ever meant to speak to Menshen's own broker, whose PUBACK means stored. */
  readonly ownBroker: boolean
  readonly tell: (progress: Progress) => void
  /** While true, each message is acknowledged as it comes. */
  acknowledges: boolean
}

const RESEND_TRIES = 3
const HEARTBEATS_AWAITED = 3

/** One step: does what it is for, waits for what has to come, and judges nothing. False: what follows has nothing to go on. */
type Step = (judging: Judging) => Promise<boolean>

export const STEPS: readonly (readonly [StepName, Step])[] = [
  ['start', start],
  ['door', moveDoor],
  ['cut', cutOnce],
  ['resend', askAgain],
  ['acknowledge', acknowledgeOpening],
  ['unknown_fields', acknowledgeClosing],
  ['settings', setHeartbeat],
  ['reboot', rebootByCommand],
  ['end', end],
]

async function start(judging: Judging): Promise<boolean> {
  const { book, limits } = judging
  answering(judging, 'all')
  const words = 'Start the device now, or take its battery out and put it in again.'
  judging.tell({ kind: 'hand', act: 'start', words, limitMs: limits.handMs })
  await book.until((log) => transmissions(log).some(({ message }) => message.kind === 'hello'), limits.handMs)
  await book.settle(limits.settleMs)
  return latestConnection(book.log) > 0
}

/** The opening and the closing are not acknowledged, until the steps `acknowledge` and `unknown_fields`. */
async function moveDoor(judging: Judging): Promise<boolean> {
  const { book, limits } = judging
  answering(judging, 'nothing')
  const words = 'Open the door now, and close it.'
  judging.tell({ kind: 'hand', act: 'move_door', words, limitMs: limits.handMs })
  if (!(await book.until((log) => movement(log) !== null, limits.handMs))) return true
  waiting(judging, 'for both messages to be said again, as nothing acknowledges them', limits.againMs)
  await book.until(saidTwice, limits.againMs)
  return true
}

async function cutOnce(judging: Judging): Promise<boolean> {
  return cutAndWait(judging, 'cut', bothOf(judging.book.log))
}

async function askAgain(judging: Judging): Promise<boolean> {
  const { book, broker, limits } = judging
  const moved = movement(book.log)
  if (moved === null) return true
  const { boot, seq } = moved.opened
  for (let tries = 0; tries < RESEND_TRIES; tries += 1) {
    if (!(await live(judging))) return false
    const from = book.log.length
    await broker.ack({ boot, resend: [[seq, seq]] })
    waiting(judging, 'for the opening, and it alone, to be said again', limits.answerMs)
    const answered = (log: Log) => includes(transmissions(log.slice(from)), moved.opened)
    if (!(await book.until(answered, limits.answerMs))) break
    await book.settle(limits.settleMs)
    if (resendTries(book.log).at(-1)?.kind === 'kept') break
  }
  return true
}

async function acknowledgeOpening(judging: Judging): Promise<boolean> {
  const moved = movement(judging.book.log)
  if (moved === null) return true
  if (!(await live(judging))) return false
  await judging.broker.ack({ boot: moved.opened.boot, seq: moved.opened.seq })
  await judging.book.settle(judging.limits.settleMs)
  return cutAndWait(judging, 'acknowledge', [moved.closed])
}

async function acknowledgeClosing(judging: Judging): Promise<boolean> {
  const moved = movement(judging.book.log)
  if (moved === null) return true
  if (!(await live(judging))) return false
  await judging.broker.ack({ boot: moved.closed.boot, seq: moved.closed.seq }, true)
  await judging.book.settle(judging.limits.settleMs)
  return cutAndWait(judging, 'unknown_fields', [])
}

/** First with a field that nobody knows; without it only if that was not taken. */
async function setHeartbeat(judging: Judging): Promise<boolean> {
  const { book, broker, limits } = judging
  if (!(await live(judging))) return false
  const settings = { heartbeatSeconds: limits.heartbeatSeconds }
  const limitMs = HEARTBEATS_AWAITED * limits.heartbeatSeconds * 1000 + limits.toleranceMs
  for (const withUnknownField of [true, false]) {
    await broker.down(settings, withUnknownField)
    if (!(await live(judging))) return false
    waiting(judging, `for a heartbeat every ${limits.heartbeatSeconds} s`, limitMs)
    const obeyed = (log: Log) => during(log, 'settings').some((it) => it.kind === 'down' && isObeyed(log, it, limits))
    if (await book.until(obeyed, limitMs)) break
  }
  return true
}

/** Nothing is acknowledged, so that the heartbeats of the step before are in the journal. */
async function rebootByCommand(judging: Judging): Promise<boolean> {
  const { book, broker, limits } = judging
  const owed = owedAtReboot(book.log)
  if (!(await live(judging))) return false
  await broker.down({ heartbeatSeconds: limits.heartbeatSeconds, command: 'reboot', id: '1' })
  waiting(judging, 'for hello under a new boot', limits.rebootMs)
  if (!(await book.until((log) => newRuns(log).length > 0, limits.rebootMs))) return true
  waiting(judging, 'for what the journal held before', limits.answerMs)
  await book.until((log) => owed.every((message) => includes(saidSinceReboot(log), message)), limits.answerMs)
  await book.settle(limits.settleMs)
  return true
}

/** Everything is acknowledged at last, and asked for again where it is missing. */
async function end(judging: Judging): Promise<boolean> {
  const { book, broker, limits } = judging
  answering(judging, 'all')
  await acknowledgeAll(judging)
  if (holes(book.log).length > 0) {
    for (const ack of holes(book.log)) await broker.ack(ack)
    waiting(judging, 'for messages that are missing', limits.answerMs)
    await book.until((log) => holes(log).length === 0, limits.answerMs)
  }
  await book.settle(limits.settleMs)
  return true
}

function answering(judging: Judging, what: 'all' | 'nothing'): void {
  judging.acknowledges = what === 'all'
  judging.broker.pubackGiven = what === 'all' || !judging.ownBroker
}

/** Everything without a hole before it, in each run: what Menshen's `ack` would say. */
export function coverage(log: Log): readonly Acknowledgement[] {
  return [...runs(log)].map(([boot, numbers]) => ({ boot, seq: (holesOf(numbers)[0] ?? Math.max(...numbers) + 1) - 1 }))
}

function holes(log: Log): readonly Acknowledgement[] {
  return [...runs(log)].flatMap(([boot, numbers]) => {
    const [hole] = holesOf(numbers)
    return hole === undefined ? [] : [{ boot, resend: [[hole, hole] satisfies [number, number]] }]
  })
}

async function acknowledgeAll({ broker, book }: Judging): Promise<void> {
  for (const ack of coverage(book.log)) await broker.ack(ack)
}

/**
 * Ends the connection, and waits for the next one and for these messages on it, or for long enough that none comes. False
 * when no connection came.
 */
async function cutAndWait(judging: Judging, step: StepName, messages: readonly SensorMessage[]): Promise<boolean> {
  const { book, broker, limits } = judging
  if (!(await live(judging))) return false
  broker.cut()
  waiting(judging, 'for the connection that was cut to come back', limits.reconnectMs)
  if (!(await book.until((log) => isBack(during(log, step)), limits.reconnectMs))) return false
  const allSaid = (log: Log) => messages.every((it) => includes(saidAfterCut(during(log, step)), it))
  await book.until(allSaid, limits.answerMs)
  await book.settle(limits.settleMs)
  return true
}

/** A sleeping device is not there until it wakes. False when it does not come. */
async function live(judging: Judging): Promise<boolean> {
  const { book, limits } = judging
  if (isLive(book.log)) return true
  waiting(judging, 'for the device to connect; wake it if it sleeps', limits.reconnectMs)
  return book.until(isLive, limits.reconnectMs)
}

function saidTwice(log: Log): boolean {
  const names = transmissions(during(log, 'door')).map(({ message }) => nameOf(message))
  return bothOf(log).every((it) => names.filter((name) => name === nameOf(it)).length > 1)
}

function bothOf(log: Log): readonly SensorMessage[] {
  const moved = movement(log)
  return moved === null ? [] : [moved.opened, moved.closed]
}

function waiting({ tell }: Judging, words: string, limitMs: number): void {
  tell({ kind: 'waiting', words, limitMs })
}
