import type { Instant } from '../base/instant.ts'
import { type Answered, acknowledgeAlert } from '../store/alert.ts'
import { insertAudit } from '../store/audit.ts'
import { findLinkedAlert, type LinkedAlert, lockAlert } from '../store/linked-alert.ts'
import type { Queryable } from '../store/transaction.ts'
import { readLink } from './acknowledge-link.ts'

/** What a link leads to just now. Nothing of the alert is told where it may not be acted on. */
export type LinkedState =
  | { readonly kind: 'invalid' | 'expired' | 'disabled' | 'out_of_area' }
  | { readonly kind: 'open' | 'acknowledged_by_you' | 'acknowledged' | 'resolved'; readonly alert: LinkedAlert }

export interface LinkUse {
  /** Of `acknowledge_link`. */
  readonly key: Buffer
  readonly token: string
  readonly now: Instant
}

/** Looks, and changes nothing: previews of links look too. */
export async function viewLink(db: Queryable, { key, token, now }: LinkUse): Promise<LinkedState> {
  const reading = readLink(key, token, now)
  return reading.kind === 'good' ? stateOf(await findLinkedAlert(db, reading.notification)) : reading
}

/**
 * Acknowledges as the person to whom the message went, who is thereby known: the message is at nobody else's contact
 * point. Gives `acknowledged_by_you` also when they had done it before. Of all who try at once, by link or not, one wins.
 */
export async function acknowledgeByLink(
  tx: Queryable,
  { key, token, now }: LinkUse,
  told: (answered: Answered) => void = () => undefined,
): Promise<LinkedState> {
  const reading = readLink(key, token, now)
  if (reading.kind !== 'good') return reading
  const { notification } = reading
  const state = stateOf(await holdLinkedAlert(tx, notification))
  if (state.kind !== 'open') return state
  const { alertId: id, householdId, areaId, staffId } = state.alert
  const won = await acknowledgeAlert(tx, id, staffId, now, { by: 'link' })
  if (won !== null) told(won)
  const detail = { id, by: 'link', notification }
  await insertAudit(tx, {
    ...{ at: now, staffId, action: 'alert.acknowledge', householdId, areaId, purpose: null, detail },
  })
  return stateOf(await findLinkedAlert(tx, notification))
}

/** As it is from now until the transaction ends. One that is merged while its lock is waited for is followed. */
async function holdLinkedAlert(tx: Queryable, notification: number): Promise<LinkedAlert | null> {
  let found = await findLinkedAlert(tx, notification)
  while (found !== null) {
    await lockAlert(tx, found.alertId)
    const held = await findLinkedAlert(tx, notification)
    if (held?.alertId === found.alertId) return held
    found = held
  }
  return null
}

function stateOf(alert: LinkedAlert | null): LinkedState {
  if (alert === null) return { kind: 'invalid' }
  if (alert.isDisabled) return { kind: 'disabled' }
  if (!alert.mayHandle) return { kind: 'out_of_area' }
  if (alert.handling === 'new') return { kind: 'open', alert }
  if (alert.handling === 'resolved') return { kind: 'resolved', alert }
  return { kind: alert.isAcknowledgedByThem ? 'acknowledged_by_you' : 'acknowledged', alert }
}
