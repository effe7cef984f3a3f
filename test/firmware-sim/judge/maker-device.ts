import { type Connection, openConnection } from '../../../firmware-sim/connection.ts'
import type { Timers } from '../../../firmware-sim/timers.ts'
import type { Acknowledgement } from '../../../protocol/acknowledgement.ts'
import type { SensorMessage } from '../../../protocol/sensor-message.ts'
import type { Settings } from '../../../protocol/settings.ts'

/** What a maker may get wrong. */
export type Flaw =
  | 'age stands still'
  | 'journal cleared by PUBACK'
  | 'resend ignored'
  | 'resend answered with everything'
  | 'numbers left out'
  | 'same boot after a restart'
  | 'no reconnect'
  | 'ack ignored'
  | 'ack taken for everything'
  | 'settings ignored'
  | 'reboot ignored'
  | 'command done at every connect'
  | 'journal lost by a restart'
  | 'no hello'
  | 'door upside down'
  | 'openings not counted'
  | 'unreadable kind'

export interface MakerDeviceOptions {
  readonly id: string
  readonly brokerUrl: string
  readonly timers: Timers
  readonly flaw: Flaw | null
}

interface Entry {
  readonly message: Omit<SensorMessage, 'age'>
  readonly happenedAtMs: number
  firstAge: number | null
}

const RETRY_MS = 20_000
const RECONNECT_MS = 500

/** The example of docs/makers.md over a real MQTT client, right or with one flaw. */
export class MakerDevice {
  readonly #options: MakerDeviceOptions
  readonly #flaw: Flaw | null
  #connection: Connection | null = null
  #isUp = false
  #stopped = false
  #drops = new Set<() => void>()
  #dropHeartbeat: (() => void) | undefined
  /** Flash. */
  #journal: Entry[] = []
  #openings = 117
  #heartbeatMs = 3_600_000
  #obeyed = ''
  #starts = 0
  /** RAM. */
  #boot = ''
  #seq = 0
  #door: 'open' | 'closed' = 'closed'

  constructor(options: MakerDeviceOptions) {
    this.#options = options
    this.#flaw = options.flaw
  }

  start(): void {
    this.#starts += 1
    this.#boot = this.#flaw === 'same boot after a restart' ? 'always00' : `boot${this.#starts}`
    this.#seq = 0
    if (this.#flaw !== 'no hello') this.#say('hello')
    this.#later(RETRY_MS, () => this.#retry())
    this.#connect()
    this.#beatLater()
  }

  move(door: 'open' | 'closed'): void {
    this.#door = door
    if (door === 'open' && this.#flaw !== 'openings not counted') this.#openings += 1
    this.#say(door === 'open' ? 'opened' : 'closed')
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#rest()
    await this.#connection?.hangUp()
  }

  #rest(): void {
    for (const drop of this.#drops) drop()
    this.#drops.clear()
    this.#dropHeartbeat?.()
  }

  #say(kind: SensorMessage['kind']): void {
    this.#seq += this.#flaw === 'numbers left out' && kind === 'closed' ? 2 : 1
    const door = this.#flaw === 'door upside down' && kind === 'opened' ? 'closed' : this.#door
    const message = { boot: this.#boot, seq: this.#seq, kind, door, openings: this.#openings }
    const entry: Entry = { message, happenedAtMs: this.#options.timers.clock(), firstAge: null }
    this.#journal.push(entry)
    if (this.#isUp) this.#transmit([entry])
  }

  #transmit(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    const text = JSON.stringify(entries.map((entry) => this.#aged(entry)))
    this.#connection?.publish(text, () => {
      if (this.#flaw === 'journal cleared by PUBACK') this.#keep((entry) => !entries.includes(entry))
    })
  }

  #aged(entry: Entry): object {
    const age = Math.round(this.#options.timers.clock() - entry.happenedAtMs)
    entry.firstAge ??= age
    const kind = this.#flaw === 'unreadable kind' && entry.message.kind === 'heartbeat' ? 'alive' : entry.message.kind
    return { ...entry.message, kind, age: this.#flaw === 'age stands still' ? entry.firstAge : age }
  }

  #connect(): void {
    const { id, brokerUrl } = this.#options
    if (this.#stopped || this.#connection !== null) return
    this.#connection = openConnection(
      { id, brokerUrl, secret: 'a secret', keepaliveSeconds: 60 },
      {
        up: () => {
          this.#isUp = true
          this.#transmit(this.#journal)
        },
        down: () => this.#wentDown(),
        ack: (ack) => this.#hearAck(ack),
        told: (settings) => this.#hearSettings(settings),
        unreadable: () => undefined,
      },
    )
  }

  #wentDown(): void {
    this.#isUp = false
    this.#connection = null
    if (this.#flaw !== 'no reconnect') this.#later(RECONNECT_MS, () => this.#connect())
  }

  #hearAck({ boot, seq, resend }: Acknowledgement): void {
    if (seq !== undefined && this.#flaw !== 'ack ignored') {
      const everything = this.#flaw === 'ack taken for everything'
      this.#keep(({ message }) => message.boot !== boot || (message.seq > seq && !everything))
    }
    if (resend === undefined || this.#flaw === 'resend ignored') return
    const everything = this.#flaw === 'resend answered with everything'
    const asked = ({ boot: run, seq: number }: Entry['message']) =>
      everything || (run === boot && resend.some(([first, last]) => number >= first && number <= last))
    this.#transmit(this.#journal.filter(({ message }) => asked(message)))
  }

  #hearSettings(settings: Settings): void {
    if (settings.heartbeatSeconds !== undefined && this.#flaw !== 'settings ignored') {
      this.#heartbeatMs = settings.heartbeatSeconds * 1000
      this.#beatLater()
    }
    const known = settings.id === this.#obeyed && this.#flaw !== 'command done at every connect'
    if (settings.command !== undefined) this.#obeyed = settings.id ?? ''
    if (settings.command !== 'reboot' || known || this.#flaw === 'reboot ignored') return
    this.#rest()
    if (this.#flaw === 'journal lost by a restart') this.#journal = []
    this.#connection?.cut()
    this.start()
  }

  #retry(): void {
    if (this.#isUp) this.#transmit(this.#journal)
    this.#later(RETRY_MS, () => this.#retry())
  }

  #beatLater(): void {
    this.#dropHeartbeat?.()
    this.#dropHeartbeat = this.#options.timers.after(this.#heartbeatMs, () => {
      this.#say('heartbeat')
      this.#beatLater()
    })
  }

  #keep(keeps: (entry: Entry) => boolean): void {
    this.#journal = this.#journal.filter(keeps)
  }

  #later(ms: number, act: () => void): void {
    const drop = this.#options.timers.after(ms, () => {
      this.#drops.delete(drop)
      act()
    })
    this.#drops.add(drop)
  }
}
