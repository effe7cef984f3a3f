import { ADAPTER_IDS, findAdapter } from '../adapters/adapter-registry.ts'
import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import { deviceNameIsTaken, insertGateway } from '../store/gateway.ts'
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
