import type { Instant } from '../base/instant.ts'
import { queueResidentMessages } from '../store/resident-message.ts'
import type { Queryable } from '../store/transaction.ts'
import { type AlertVerdict, type OpeningVerdict, writeAlerts, writeOpenings } from '../store/verdict.ts'
import type { Facts, Permit } from '../watch/facts.ts'
import type { Opening } from '../watch/opening.ts'
import { openingVerdict } from '../watch/opening-verdict.ts'
import type { Policy } from '../watch/policy.ts'
import { type Episode, episodeKey, type Finding } from '../watch/rule.ts'
import { titles } from '../watch/sentences.ts'
import type { Told } from '../watch/watch-state.ts'
import { residentMessages } from './resident-messages.ts'

/** What the watch told of one household, with the facts it was told with. */
export interface Verdict {
  readonly facts: Facts
  readonly told: Told
}

/** Writes every opening and alert of these verdicts, and what the residents are told. Returns how many alert changes were logged. */
export async function writeVerdicts(tx: Queryable, verdicts: readonly Verdict[], now: Instant): Promise<number> {
  await writeOpenings(
    tx,
    verdicts.flatMap(({ facts, told }) => [...told.openings.values()].map((it) => openingRow(facts, it))),
  )
  await queueResidentMessages(
    tx,
    verdicts.flatMap(({ facts, told }) => residentMessages(facts, told.openings.values(), now)),
    now,
  )
  return writeAlerts(
    tx,
    verdicts.flatMap(({ facts, told }) => [...told.findings.values()].map((it) => alertRow(facts, it))),
    now,
  )
}

export function openingRow(facts: Facts, opening: Opening): OpeningVerdict {
  const { verdict, sentence, policy } = openingVerdict(opening, facts)
  const { graceSeconds, residentFirstSeconds } = policy
  return {
    order: facts.order.id,
    household: facts.household,
    sensor: opening.sensor,
    openedAt: opening.openedAt,
    closedAt: opening.closedAt,
    permit: opening.permit,
    explanation: {
      verdict,
      sentence,
      how: opening.how,
      notBefore: opening.notBefore,
      late: opening.late,
      permits: permitsOf(facts, opening.permits),
      policy: named(policy),
      thresholds: { graceSeconds, residentFirstSeconds },
    },
  }
}

export function alertRow(facts: Facts, finding: Finding): AlertVerdict {
  const { episode } = finding
  return {
    order: facts.order.id,
    household: facts.household,
    sensor: episode.sensor,
    kind: finding.kind,
    episode: episodeKey(episode),
    severity: episode.severity,
    condition: episode.clearedAt === null ? 'active' : 'cleared',
    clearedAt: episode.clearedAt,
    clearedReason: episode.clearedReason,
    startedAt: episode.startedAt,
    lastAt: episode.lastAt,
    count: episode.count,
    late: episode.late,
    explanation: {
      rule: finding.kind,
      title: titles[finding.kind],
      sentence: finding.sentence,
      policy: named(finding.policy),
      thresholds: finding.thresholds,
      evidence: [evidenceOf(episode)],
      permits: permitsOf(facts, finding.permits),
    },
  }
}

function evidenceOf({ sensor, startedAt, clearedAt, count, overdueFrom }: Episode) {
  const evidence = { sensor, from: startedAt, until: clearedAt, count }
  return overdueFrom === undefined ? evidence : { ...evidence, overdueFrom }
}

function permitsOf({ permits }: Facts, considered: Opening['permits']): readonly object[] {
  return considered.map((it) => {
    const permit = permits.find(({ id }) => id === it.id)
    return permit === undefined ? it : { ...it, ...termsOf(permit) }
  })
}

/** What a person knows a permit by. */
export function termsOf({ reason, from, until, openingsMax }: Permit): object {
  return { reason, from, until, openingsMax }
}

function named({ name, version }: Policy): { name: string; version: number } {
  return { name, version }
}
