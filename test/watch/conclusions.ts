import type { Facts } from '../../watch/facts.ts'
import type { Opening } from '../../watch/opening.ts'
import type { Policy } from '../../watch/policy.ts'
import type { Episode } from '../../watch/rule.ts'
import type { Told } from '../../watch/watch-state.ts'
import { facts, fitting, MINUTE, policy, T0 } from './stories.ts'

/** One policy from the order's start on. */
export const under = (settings: Partial<Policy>): Pick<Facts, 'policies'> => ({
  policies: [{ from: T0, policy: policy(settings) }],
})

/** A day-long silence limit keeps the silence rule out of cases that are not about it. */
export const quiet = (more: Partial<Facts> = {}): Facts =>
  facts({ fittings: [fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' })], ...more })

export const openings = (told: Told): readonly Opening[] =>
  [...told.openings.values()].toSorted((a, b) => a.openedAt - b.openedAt)

export const alerts = (told: Told, kind: string): readonly Episode[] =>
  [...told.findings.values()].filter((it) => it.kind === kind).map((it) => it.episode)

export const kinds = (told: Told): readonly string[] =>
  [...new Set([...told.findings.values()].map((it) => it.kind))].toSorted()
