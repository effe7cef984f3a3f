import { type SensorUid, sensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { Misbehaviour, type MisbehaviourCause } from './misbehaviour.ts'
import type { Intake } from './read-message.ts'

/** Has a sensor that misbehaves not believed any more: told of once it is stored, apart from what is acknowledged. */
export class Distruster {
  readonly #misbehaviour = new Misbehaviour()
  readonly #running = new Map<string, Promise<void>>()
  readonly #distrust: (sensor: SensorUid, cause: MisbehaviourCause) => Promise<void>

  constructor(distrust: (sensor: SensorUid, cause: MisbehaviourCause) => Promise<void>) {
    this.#distrust = distrust
  }

  /** Of a native sensor. Where it fails, the sensor's next message tries again. */
  heard(id: string, intake: Intake, at: Instant): void {
    const cause = this.#misbehaviour.seen(id, intake, at)
    if (cause === null || this.#running.has(id)) return
    const running = this.#distrust(sensorUid.parse(id), cause)
      .then(() => this.#misbehaviour.forget(id))
      .catch(() => undefined)
      .finally(() => this.#running.delete(id))
    this.#running.set(id, running)
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running.values())
  }
}
