import type { LoginLimiter } from './login-limiter.ts'

/** What stands before a sign-in: the limits, and the count of those refused. */
export interface LoginGate {
  readonly limiter: LoginLimiter
  readonly refused: (why: 'failed' | 'too_many') => void
}
