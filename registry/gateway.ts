import { ADAPTER_IDS, findAdapter } from '../adapters/adapter-registry.ts'
import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type Scope, scopeHoldsRoot } from '../store/area.ts'
import {
  deviceNameIsTaken,
  findGateway,
  type GatewayRecord,
  insertGateway,
  renewGatewaySecret,
  retireStockOfGateway,
  revokeGatewaySecret,
} from '../store/gateway.ts'
import { setGatewayState } from '../store/gateway-directory.ts'
import type { Queryable } from '../store/transaction.ts'
import { issueSecret, type Randomness } from './secret.ts'

export interface NewGateway {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
  readonly areaId: AreaId | null
}

/** @throws Failure `record.conflict` when its id or base topic is taken, or nobody here reads what it says. */
export async function registerGateway(
  tx: Queryable,
  gateway: NewGateway,
  random?: Randomness,
): Promise<{ id: string; secret: string }> {
  const family = findAdapter(gateway.adapter)
  if (family === null) {
    throw new Failure('record.conflict', { reason: 'there is no such adapter', adapters: ADAPTER_IDS })
  }
  const taken = new Failure('record.conflict', { reason: 'the id or the base topic is taken' })
  if (await deviceNameIsTaken(tx, gateway.id)) throw taken
  const { secret, sha256 } = issueSecret(random)
  if (!(await insertGateway(tx, { ...gateway, filters: family.filters(gateway), secretSha256: sha256 }))) throw taken
  return { id: gateway.id, secret }
}

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getGateway(db: Queryable, scope: Scope, id: string): Promise<GatewayRecord> {
  const gateway = await findGateway(db, scope, await scopeHoldsRoot(db, scope), id)
  if (gateway === null) throw new Failure('record.not_found', { record: 'gateway', id })
  return gateway
}

/** Another secret for it; the old one stops working, and one that was revoked may speak again. */
export async function renewGateway(
  tx: Queryable,
  scope: Scope,
  id: string,
  now: Instant,
  random?: Randomness,
): Promise<string> {
  await getGateway(tx, scope, id)
  const { secret, sha256 } = issueSecret(random)
  await renewGatewaySecret(tx, id, sha256, now)
  return secret
}

/** It is offline from now on: all the doors behind it are unknown, and one alert says so. */
export async function revokeGateway(tx: Queryable, scope: Scope, id: string, now: Instant): Promise<void> {
  await getGateway(tx, scope, id)
  await revokeGatewaySecret(tx, id, now)
  await setGatewayState(tx, id, 'offline', now)
}

/**
 * Takes a gateway out of use, with its sensors in stock. Returns how many these were.
 * @throws Failure `record.not_found` out of scope; `record.conflict` while one of its sensors is on a door.
 */
export async function retireGateway(tx: Queryable, scope: Scope, id: string, now: Instant): Promise<number> {
  const { sensors } = await getGateway(tx, scope, id)
  if (sensors.fitted > 0) throw new Failure('record.conflict', { reason: 'one of its sensors is on a door' })
  await revokeGatewaySecret(tx, id, now)
  await setGatewayState(tx, id, 'offline', now)
  return retireStockOfGateway(tx, id, now)
}
