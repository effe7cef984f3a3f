import type { Duplex } from 'node:stream'
import type { FrameGuard } from './frame-guard.ts'
import type { Principal } from './principal.ts'
import type { Rate } from './rate.ts'

/** What we know of one connection, from its first byte on. */
export interface Session {
  readonly stream: Duplex
  readonly guard: FrameGuard
  /** The common name of a client certificate that our authority has signed. */
  readonly certificateId: string | null
  /** Null until the client has proved who it is. */
  principal: Principal | null
  rate: Rate | null
  /** Publishes in the gate, in the order in which they came. */
  readonly held: HeldPublish[]
  readonly filters: Set<string>
  /** Reasons of refusal already told, so that one client cannot fill the log. */
  readonly told: Set<string>
  /** As its CONNECT said. */
  claimedId: string
  willTopic: string | null
}

export interface HeldPublish {
  /** On the clock that never steps. */
  readonly since: number
  readonly bytes: number
  readonly answer: (error?: Error | null) => void
  outcome: 'waiting' | 'stored' | Error
}
