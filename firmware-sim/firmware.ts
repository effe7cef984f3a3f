import { unreachable } from '../base/unreachable.ts'
import type { Acknowledgement } from '../protocol/acknowledgement.ts'
import type { Contact, DoorEventKind } from '../protocol/door-event.ts'
import type { Settings } from '../protocol/settings.ts'
import { type Battery, drained, freshBattery, LOW_BATTERY_PERCENT, millivoltsAt, percentLeft, worn } from './battery.ts'
import {
  acknowledged,
  askedAgain,
  due,
  emptyJournal,
  type Journal,
  type JournalEntry,
  nextRetryMs,
  type Payload,
  packed,
  reconnected,
  recorded,
  sent,
  stored,
} from './journal.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'

/** What survives a reboot. */
interface Flash {
  readonly openings: number
  readonly journal: Journal
  readonly heartbeatMs: number
  readonly reportClosings: boolean
  /** The last command that was done, by its id, so that a retained `reboot` does not reboot the sensor for ever. */
  readonly obeyed: string
}

/**
 * The whole of one sensor, as a value. Off until `started`. Everything but `flash`, `battery`, `door` and `cover` is
 * forgotten at a reboot. The monotonic clock is a real-time counter that runs on through reboots, so ages in the
 * journal stay right.
 */
export interface Firmware {
  readonly profile: Profile
  readonly flash: Flash
  readonly battery: Battery
  readonly power: 'on' | 'off'
  readonly boot: string
  readonly nextSeq: number
  readonly door: Contact
  readonly cover: 'fitted' | 'removed'
  readonly link: 'up' | 'down'
  readonly lowBatterySaid: boolean
  readonly heartbeatDueMs: number
  /** A sleeping sensor hangs up when its journal is empty after this, and in any case `AWAKE_MS_MAX` later. */
  readonly awakeUntilMs: number
  readonly steppedAtMs: number
}

export type Input =
  | { readonly kind: 'started'; readonly boot: string; readonly battery?: Battery }
  | { readonly kind: 'power_lost' }
  | { readonly kind: 'door'; readonly door: Contact }
  | { readonly kind: 'cover'; readonly cover: 'fitted' | 'removed' }
  | { readonly kind: 'button' }
  | { readonly kind: 'worn'; readonly share: number }
  | { readonly kind: 'link_up' }
  | { readonly kind: 'link_down' }
  | { readonly kind: 'puback'; readonly entries: readonly JournalEntry[] }
  | { readonly kind: 'ack'; readonly ack: Acknowledgement }
  | { readonly kind: 'told'; readonly settings: Settings }
  | { readonly kind: 'tick' }

export type Effect =
  | { readonly kind: 'made'; readonly entry: JournalEntry }
  | { readonly kind: 'publish'; readonly payload: Payload }
  | { readonly kind: 'connect' }
  | { readonly kind: 'hang_up' }
  | { readonly kind: 'reboot' }

export interface Step {
  readonly firmware: Firmware
  readonly effects: readonly Effect[]
}

/** Long enough after a connect for the retained `down` to arrive. */
const AWAKE_MS = 500
const AWAKE_MS_MAX = 30_000

const RSSI_NOISE_DECIBELS = 6

export function manufactured(profile: Profile, door: Contact = 'closed'): Firmware {
  return {
    profile,
    flash: {
      openings: 0,
      journal: emptyJournal(profile.journalEntriesMax),
      heartbeatMs: profile.heartbeatMs,
      reportClosings: true,
      obeyed: '',
    },
    battery: freshBattery(),
    power: 'off',
    boot: '',
    nextSeq: 1,
    door,
    cover: 'fitted',
    link: 'down',
    lowBatterySaid: false,
    heartbeatDueMs: 0,
    awakeUntilMs: 0,
    steppedAtMs: 0,
  }
}

/** One input at one moment of the sensor's own clock: what it is afterwards, and what the radio is to do. */
export function step(firmware: Firmware, input: Input, nowMs: number, random: Random): Step {
  if (firmware.power === 'off' && !needsNoPower(input)) return { firmware, effects: [] }
  const aged = { ...firmware, steppedAtMs: nowMs, battery: resting(firmware, nowMs) }
  const taken = take({ firmware: aged, effects: [] }, input, nowMs, random)
  if (taken.firmware.power === 'off') return taken
  return transmitted(watched(taken, nowMs, random), nowMs)
}

/** When the sensor wants to be given a `tick`, on its own clock; null while it is off. */
export function wakeAtMs({ power, link, flash, profile, heartbeatDueMs, awakeUntilMs }: Firmware): number | null {
  if (power === 'off') return null
  if (link === 'down') return heartbeatDueMs
  const retryMs = nextRetryMs(flash.journal, profile.retryMs) ?? heartbeatDueMs
  const hangUpMs = flash.journal.entries.length === 0 ? awakeUntilMs : awakeUntilMs + AWAKE_MS_MAX
  return Math.min(heartbeatDueMs, retryMs, profile.sleeps ? hangUpMs : heartbeatDueMs)
}

function needsNoPower({ kind }: Input): boolean {
  return kind === 'started' || kind === 'door' || kind === 'cover'
}

function take(at: Step, input: Input, nowMs: number, random: Random): Step {
  const { firmware } = at
  switch (input.kind) {
    case 'started':
      return started(firmware, input, nowMs, random)
    case 'power_lost':
      return poweredOff(at)
    case 'door':
      return moved(at, input.door, nowMs, random)
    case 'cover':
      return covered(at, input.cover, nowMs, random)
    case 'button':
      return said(at, 'test', nowMs, random)
    case 'worn':
      return { ...at, firmware: { ...firmware, battery: worn(firmware.battery, input.share) } }
    case 'link_up':
      return { ...withJournal(at, reconnected, { link: 'up', awakeUntilMs: nowMs + AWAKE_MS }) }
    case 'link_down':
      return withJournal(at, reconnected, { link: 'down' })
    case 'puback':
      return firmware.profile.pubackMeansStored ? withJournal(at, (journal) => stored(journal, input.entries)) : at
    case 'ack':
      return withJournal(at, (journal) => answered(journal, input.ack))
    case 'told':
      return told(at, input.settings, nowMs, random)
    case 'tick':
      return at
    default:
      return unreachable(input)
  }
}

function started(firmware: Firmware, input: Input & { kind: 'started' }, nowMs: number, random: Random): Step {
  const running: Firmware = {
    ...firmware,
    battery: input.battery ?? firmware.battery,
    power: 'on',
    boot: input.boot,
    nextSeq: 1,
    link: 'down',
    lowBatterySaid: false,
    heartbeatDueMs: nowMs + firmware.flash.heartbeatMs * random(),
  }
  const hello = said({ firmware: running, effects: [] }, 'hello', nowMs, random)
  return firmware.profile.sleeps ? hello : { ...hello, effects: [...hello.effects, { kind: 'connect' }] }
}

function poweredOff({ firmware, effects }: Step): Step {
  return { firmware: { ...firmware, power: 'off', link: 'down' }, effects: [...effects, { kind: 'hang_up' }] }
}

/** The reed switch moves whether or not anyone is there to notice: without power nothing is counted or said. */
function moved(at: Step, door: Contact, nowMs: number, random: Random): Step {
  const { firmware, effects } = at
  if (door === firmware.door) return at
  const turned = { ...firmware, door }
  if (firmware.power === 'off') return { firmware: turned, effects }
  if (door === 'closed') {
    const closed = { firmware: turned, effects }
    return firmware.flash.reportClosings ? said(closed, 'closed', nowMs, random) : closed
  }
  const flash = { ...firmware.flash, openings: firmware.flash.openings + 1 }
  return said({ firmware: { ...turned, flash }, effects }, 'opened', nowMs, random)
}

function covered(at: Step, cover: 'fitted' | 'removed', nowMs: number, random: Random): Step {
  if (cover === at.firmware.cover) return at
  const changed = { ...at, firmware: { ...at.firmware, cover } }
  if (at.firmware.power === 'off') return changed
  return said(changed, cover === 'removed' ? 'tamper' : 'tamper_cleared', nowMs, random)
}

function answered(journal: Journal, { boot, seq, resend }: Acknowledgement): Journal {
  const kept = seq === undefined ? journal : acknowledged(journal, boot, seq)
  return resend === undefined ? kept : askedAgain(kept, boot, resend)
}

/**
 * Settings are taken every time; a command is done once. `down` is retained and so arrives again at every connect, and also
 * when another setting changes: its command counts only if its id, or without one the whole, is not what was obeyed last.
 */
function told({ firmware, effects }: Step, settings: Settings, nowMs: number, random: Random): Step {
  const { flash } = firmware
  const { command, id = JSON.stringify(settings) } = settings
  const heartbeatMs = settings.heartbeatSeconds === undefined ? flash.heartbeatMs : settings.heartbeatSeconds * 1000
  const reportClosings = settings.reportClosings ?? flash.reportClosings
  const obeyed = command === undefined ? flash.obeyed : id
  const at: Step = {
    firmware: {
      ...firmware,
      flash: { ...flash, heartbeatMs, reportClosings, obeyed },
      heartbeatDueMs: Math.min(firmware.heartbeatDueMs, nowMs + heartbeatMs),
    },
    effects,
  }
  if (command === undefined || id === flash.obeyed) return at
  if (command === 'test') return said(at, 'test', nowMs, random)
  return command === 'reboot' ? { ...at, effects: [...effects, { kind: 'reboot' }] } : at
}

/** What the sensor notices by itself: the heartbeat's turn, a battery getting low, a battery gone. */
function watched(at: Step, nowMs: number, random: Random): Step {
  const percent = percentLeft(at.firmware.battery)
  if (percent === 0) return poweredOff(at)
  const low = percent <= LOW_BATTERY_PERCENT && !at.firmware.lowBatterySaid
  const warned = low
    ? said({ ...at, firmware: { ...at.firmware, lowBatterySaid: true } }, 'low_battery', nowMs, random)
    : at
  const { firmware, effects } = warned
  if (nowMs < firmware.heartbeatDueMs) return warned
  const beating = { ...firmware, heartbeatDueMs: nowMs + firmware.flash.heartbeatMs }
  return said({ firmware: beating, effects }, 'heartbeat', nowMs, random)
}

/** Writes a message to the journal, takes its cost from the battery, and wakes a sleeping radio. */
function said({ firmware, effects }: Step, kind: DoorEventKind, nowMs: number, random: Random): Step {
  const { profile, flash, battery, nextSeq, boot, door } = firmware
  const noise = Math.round((random() * 2 - 1) * RSSI_NOISE_DECIBELS)
  const message = {
    ...{ boot, seq: nextSeq, kind, door, openings: flash.openings, battery: percentLeft(battery) },
    millivolts: millivoltsAt(battery, profile.temperatureCelsius),
    rssi: profile.rssi + noise,
    firmware: profile.version,
  }
  const journal = recorded(flash.journal, message, nowMs)
  const cost = { elapsedMs: 0, messages: 1, temperatureCelsius: profile.temperatureCelsius }
  const entry = journal.entries.at(-1)
  const made: readonly Effect[] = entry === undefined ? [] : [{ kind: 'made', entry }]
  const wake: readonly Effect[] = profile.sleeps && firmware.link === 'down' ? [{ kind: 'connect' }] : []
  const next = { ...firmware, nextSeq: nextSeq + 1, flash: { ...flash, journal }, battery: drained(battery, cost) }
  return { firmware: next, effects: [...effects, ...made, ...wake] }
}

/** Sends what is due while there is a link; a sleeping sensor with nothing left to say hangs up. */
function transmitted(at: Step, nowMs: number): Step {
  const { firmware, effects } = at
  const { flash, profile } = firmware
  if (firmware.link === 'down') return at
  const entries = due(flash.journal, nowMs, profile.retryMs)
  const publish = packed(entries, nowMs).map((payload) => ({ kind: 'publish', payload }) as const)
  const journal = entries.length === 0 ? flash.journal : sent(flash.journal, entries, nowMs)
  const next = { ...firmware, flash: { ...flash, journal } }
  const patienceMs = journal.entries.length === 0 ? 0 : AWAKE_MS_MAX
  if (!profile.sleeps || nowMs < firmware.awakeUntilMs + patienceMs) {
    return { firmware: next, effects: [...effects, ...publish] }
  }
  return { firmware: { ...next, link: 'down' }, effects: [...effects, ...publish, { kind: 'hang_up' }] }
}

function withJournal(at: Step, change: (journal: Journal) => Journal, also: Partial<Firmware> = {}): Step {
  const { flash } = at.firmware
  const firmware = { ...at.firmware, ...also, flash: { ...flash, journal: change(flash.journal) } }
  return { ...at, firmware }
}

function resting({ battery, profile, power, steppedAtMs }: Firmware, nowMs: number): Battery {
  if (power === 'off') return battery
  const elapsedMs = Math.max(0, nowMs - steppedAtMs) * profile.speed
  return drained(battery, { elapsedMs, messages: 0, temperatureCelsius: profile.temperatureCelsius })
}
