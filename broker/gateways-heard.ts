import type { Log } from '../base/log.ts'
import { type SpeakingGateway, TopicOwners } from './topic-owners.ts'

export interface GatewaysDependencies {
  /** All that may speak now. */
  gateways(): Promise<readonly SpeakingGateway[]>
  readonly log: Log
}

/** A gateway that is new is heard within this. */
const LOOK_EVERY_MS = 2000

interface Change {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** The gateways that we listen to: those of the table, looked at again and again. */
export class GatewaysHeard {
  readonly #deps: GatewaysDependencies
  owners = new TopicOwners([])
  filters: readonly string[] = []
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null

  constructor(deps: GatewaysDependencies) {
    this.#deps = deps
  }

  async look(): Promise<Change> {
    const gateways = await this.#deps.gateways()
    const before = new Set(this.filters)
    const now = new Set(gateways.flatMap((it) => it.filters))
    this.owners = new TopicOwners(gateways)
    this.filters = [...now]
    return {
      added: this.filters.filter((it) => !before.has(it)),
      removed: [...before].filter((it) => !now.has(it)),
    }
  }

  watch(changed: (change: Change) => void): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.look()
        .then(changed)
        .catch((error: Error) => this.#deps.log.error({ err: error }, 'the gateways could not be read; tried again'))
        .finally(() => {
          this.#looking = null
        })
    }, LOOK_EVERY_MS)
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#looking
  }
}
