import type { FrameGuard } from './frame-guard.ts'
import type { Principal } from './principal.ts'
import type { Rate } from './rate.ts'

/** What we know of one connection, from its first byte on. */
export interface Session {
  readonly guard: FrameGuard
  readonly certificateId: string | null
  principal: Principal | null
  rate: Rate | null
  subscriptions: number
  /** Publishes in the gate, in the order in which they came. */
  readonly held: HeldPublish[]
}

export interface HeldPublish {
  readonly since: number
  readonly answer: (error?: Error | null) => void
  outcome: 'waiting' | 'stored' | Error
}
