import type { Pool } from 'pg'
import type { SensorUid } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { sensorTopic } from '../protocol/topic.ts'
import { COMMAND_WAITS_MS, downOf } from '../registry/sensor-settings.ts'
import {
  findSensorSetting,
  listSensorSettings,
  type SensorSetting,
  sensorSettingsChanged,
} from '../store/sensor-setting.ts'
import { InTurn } from './in-turn.ts'

export interface SettingsTellerOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  /** Says it to a sensor that listens; a broker that keeps things keeps it for the next time too. */
  readonly keep: (topic: string, payload: string) => Promise<void>
}

const EVERY_MS = 2000
/** Looked at again and again for this long, so that a slow commit or a clock that differs between machines is no gap. */
const LOOK_BACK_MS = 60_000
/** At the start, for what lapsed while nobody was there to take it back from another broker. */
const FIRST_LOOK_BACK_MS = 24 * 3_600_000
const CHANGED_MAX = 1000
const PAGE_ITEMS = 500
/** As many as a broker takes at once without an answer, by default (mosquitto: 20). */
const AT_ONCE = 10

/**
 * Tells native sensors their settings and commands, out of the registry: when one begins to listen, when something is
 * changed by whatever process, when a command has waited long enough, and all of them when a broker has forgotten.
 */
export class SettingsTeller {
  readonly #options: SettingsTellerOptions
  /** What is read later is said later: an old setting must not come after a new one. */
  readonly #turns = new InTurn()
  /** What was said last to those whose settings were changed a short while ago. */
  #told = new Map<SensorUid, string>()
  #lookBackMs = FIRST_LOOK_BACK_MS
  #looking: Promise<void> | null = null
  #isClosing = false
  readonly #timer: NodeJS.Timeout

  constructor(options: SettingsTellerOptions) {
    this.#options = options
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look()
        .catch((error: Error) => options.log.error({ err: error }, 'settings could not be told; tried again shortly'))
        .finally(() => {
          this.#looking = null
        })
    }, EVERY_MS)
  }

  /** To one that listens, or whose settings were changed just now. A hint: it is told again when it listens again. */
  tell(sensor: string): void {
    this.#tell(sensor).catch((error: Error) =>
      this.#options.log.warn({ err: error, sensor }, 'a sensor was not told its settings'),
    )
  }

  /** To a broker that keeps them and has just begun to, or begun anew. */
  tellAll(): void {
    this.#turns
      .run('', () => this.#tellPages())
      .catch((error: Error) => this.#options.log.error({ err: error }, 'the broker was not told all sensors’ settings'))
  }

  async close(): Promise<void> {
    this.#isClosing = true
    clearInterval(this.#timer)
    await this.#looking
  }

  #tell(sensor: string): Promise<void> {
    return this.#turns.run(sensor, async () => {
      const setting = await findSensorSetting(this.#options.pool, sensor)
      if (setting !== null) await this.#say(setting)
    })
  }

  async #tellPages(): Promise<void> {
    let after = ''
    while (!this.#isClosing) {
      const page = await listSensorSettings(this.#options.pool, after, PAGE_ITEMS)
      for (let first = 0; first < page.length; first += AT_ONCE) {
        await Promise.all(page.slice(first, first + AT_ONCE).map(({ sensor }) => this.#tell(sensor)))
      }
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE_ITEMS) return
      after = last.sensor
    }
  }

  async #look(): Promise<void> {
    const { pool, clock } = this.#options
    const now = clock()
    const lapsed = { since: now - COMMAND_WAITS_MS - this.#lookBackMs, until: now - COMMAND_WAITS_MS }
    const changed = await sensorSettingsChanged(pool, now - this.#lookBackMs, lapsed, CHANGED_MAX)
    this.#lookBackMs = LOOK_BACK_MS
    const recent = new Set(changed.map((it) => it.sensor))
    this.#told = new Map([...this.#told].filter(([sensor]) => recent.has(sensor)))
    for (const it of changed) {
      if (this.#told.get(it.sensor) !== JSON.stringify(downOf(it, now))) await this.#tell(it.sensor)
    }
  }

  async #say(setting: SensorSetting): Promise<void> {
    const payload = JSON.stringify(downOf(setting, this.#options.clock()))
    await this.#options.keep(sensorTopic(setting.sensor, 'down'), payload)
    this.#told.set(setting.sensor, payload)
  }
}
