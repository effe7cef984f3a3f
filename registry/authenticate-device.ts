import { timingSafeEqual } from 'node:crypto'
import { findDeviceSecret } from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'
import { sha256 } from './secret.ts'

export interface DeviceLogin {
  readonly clientId: string
  readonly username: string
  readonly password: Buffer
}

export interface Device {
  readonly kind: 'sensor' | 'gateway'
  readonly id: string
  /** Everything the device publishes lies below it. */
  readonly baseTopic: string
}

/** Native sensors' topics, see protocol/topic.ts. */
const NATIVE_ROOT = 'menshen/v1'

const NOBODY_SHA256 = Buffer.alloc(32)

/**
 * Who connects. Null for an unknown name, a wrong or revoked secret, and a sensor whose client id is not its own name:
 * two sensors under one client id would throw each other off the broker.
 */
export async function authenticateDevice(db: Queryable, login: DeviceLogin): Promise<Device | null> {
  const known = await findDeviceSecret(db, login.username)
  const proven = timingSafeEqual(sha256(login.password), known?.secretSha256 ?? NOBODY_SHA256)
  if (known === null || !proven) return null
  if (known.kind === 'sensor' && login.clientId !== login.username) return null
  return { kind: known.kind, id: login.username, baseTopic: known.baseTopic ?? `${NATIVE_ROOT}/${login.username}` }
}
