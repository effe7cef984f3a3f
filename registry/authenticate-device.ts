import { timingSafeEqual } from 'node:crypto'
import { findAdapter } from '../adapters/adapter-registry.ts'
import { type DeviceSecret, findDeviceSecret } from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'
import { sha256 } from './secret.ts'

export interface DeviceLogin {
  readonly clientId: string
  readonly username: string
  readonly password: Buffer
  /** The common name of a client certificate that our authority has signed; it stands for the secret of that name. */
  readonly certificateId: string | null
}

export interface Device {
  readonly kind: 'sensor' | 'gateway'
  readonly id: string
  /** Everything the device publishes lies below it, but for what its family's adapter knows besides. */
  readonly baseTopic: string
  /** MQTT filters: where a gateway of its family speaks and listens. */
  readonly filters?: readonly string[]
}

/** Native sensors' topics, see protocol/topic.ts. */
const NATIVE_ROOT = 'menshen/v1'

const NOBODY_SHA256 = Buffer.alloc(32)

/**
 * Who connects. Null for an unknown or revoked name, a wrong secret, and a sensor whose client id is not its own name:
 * two sensors under one client id would throw each other off the broker. A certificate proves its own name only, which
 * has to be the client id, and no other name beside it; whoever is revoked is not let in by it either.
 */
export async function authenticateDevice(db: Queryable, login: DeviceLogin): Promise<Device | null> {
  const certified = isCertified(login)
  const id = certified ? login.clientId : login.username
  const known = await findDeviceSecret(db, id)
  const proven = timingSafeEqual(sha256(login.password), known?.secretSha256 ?? NOBODY_SHA256)
  if (known === null || !(proven || certified)) return null
  if (known.kind === 'sensor' && login.clientId !== id) return null
  return { kind: known.kind, id, baseTopic: known.baseTopic ?? `${NATIVE_ROOT}/${id}`, ...filtersOf(id, known) }
}

function filtersOf(id: string, { adapter, baseTopic }: DeviceSecret): Pick<Device, 'filters'> {
  const family = adapter === null ? null : findAdapter(adapter)
  if (family === null || baseTopic === null) return {}
  return { filters: family.filters({ id, adapter: family.id, baseTopic }) }
}

function isCertified({ clientId, username, certificateId }: DeviceLogin): boolean {
  return certificateId !== null && certificateId === clientId && (username === '' || username === clientId)
}
