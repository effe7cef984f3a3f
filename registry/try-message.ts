import type { AdapterContext, AdapterResult, RawMessage } from '../adapters/adapter.ts'
import { findAdapter } from '../adapters/adapter-registry.ts'
import type { MappingUse, ProductMapping } from '../adapters/product-mapping.ts'
import { Failure } from '../base/failure.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from '../store/area.ts'
import { readGatewayEntry } from '../store/gateway-directory.ts'
import { sensorStates } from '../store/sensor.ts'
import type { Queryable } from '../store/transaction.ts'
import { getGateway } from './product-mapping.ts'
import { type Sentence, type TriedEvent, tryingSentences } from './trying-sentences.ts'

export interface Trial {
  readonly topic: string
  readonly payload: Buffer
  readonly retain: boolean
  /** Takes the place of the stored one of its product, for this trial; null: the stored ones as they are. */
  readonly mapping: ProductMapping | null
}

export interface Tried {
  readonly result: AdapterResult
  readonly events: readonly TriedEvent[]
  readonly steps: readonly Sentence[]
}

/**
 * What a message of this gateway would mean, step by step. Reads it exactly as it would be read had it arrived at `now`,
 * and records nothing.
 * @throws Failure `record.not_found` for a gateway out of scope or revoked.
 */
export async function tryMessage(
  db: Queryable,
  scope: Scope,
  gateway: string,
  trial: Trial,
  now: Instant,
): Promise<Tried> {
  await getGateway(db, scope, gateway)
  const entry = await readGatewayEntry(db, gateway)
  const adapter = entry === null ? null : findAdapter(entry.adapter)
  if (entry === null || adapter === null) throw new Failure('record.not_found', { record: 'gateway', id: gateway })
  const uses: MappingUse[] = []
  const context: AdapterContext = {
    gateway: entry,
    resolveAlias: (alias) => (Object.hasOwn(entry.aliases, alias) ? (entry.aliases[alias] ?? null) : null),
    mappings: withTried(entry.mappings, trial.mapping),
    explain: (use) => uses.push(use),
  }
  const { topic, payload, retain } = trial
  const message: RawMessage = { clientId: gateway, topic, payload, retain, receivedAt: now }
  const result = adapter.parse(message, context)
  const states = await sensorStates(db, result.kind === 'events' ? result.events.map((it) => it.sensor) : [])
  const events =
    result.kind === 'events' ? result.events.map((event) => ({ event, state: states.get(event.sensor) ?? null })) : []
  return { result, events, steps: tryingSentences(adapter.id, uses, result, events) }
}

function withTried(stored: readonly ProductMapping[], tried: ProductMapping | null): readonly ProductMapping[] {
  return tried === null ? stored : [...stored.filter((it) => it.product !== tried.product), tried]
}
