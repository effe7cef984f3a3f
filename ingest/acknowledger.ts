import type { Acknowledgeable } from '../evaluator/evaluate.ts'
import type { Acknowledgement } from '../protocol/acknowledgement.ts'
import { sensorTopic } from '../protocol/topic.ts'

/**
 * Tells native sensors what is stored. The broker's own PUBACK has already said it of each message, so the cumulative
 * `ack` is only gathered and sent once in `everyMs`; a request to send again goes out at once.
 */
export class Acknowledger {
  readonly #publish: (topic: string, payload: string) => void
  readonly #pending = new Map<string, Acknowledgeable>()
  readonly #timer: NodeJS.Timeout

  constructor(publish: (topic: string, payload: string) => void, everyMs = 1000) {
    this.#publish = publish
    this.#timer = setInterval(() => this.flush(), everyMs)
    this.#timer.unref()
  }

  committed(all: readonly Acknowledgeable[]): void {
    for (const it of all) {
      if (it.sensor.includes(':') || it.boot === '') continue
      if (it.holes.length > 0) this.#send(it)
      else this.#pending.set(`${it.sensor}/${it.boot}`, it)
    }
  }

  flush(): void {
    for (const it of this.#pending.values()) this.#send(it)
    this.#pending.clear()
  }

  close(): void {
    clearInterval(this.#timer)
    this.flush()
  }

  #send({ sensor, boot, cumulative, holes }: Acknowledgeable): void {
    const acknowledgement: Acknowledgement = {
      boot,
      ...(cumulative > 0 ? { seq: cumulative } : {}),
      ...(holes.length > 0 ? { resend: holes.map(([first, last]): [number, number] => [first, last]) } : {}),
    }
    this.#publish(sensorTopic(sensor, 'ack'), JSON.stringify(acknowledgement))
  }
}
