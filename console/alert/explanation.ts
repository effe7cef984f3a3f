import { isRecord } from '../service/failure.ts'
import type { Alert } from '../service/shapes.ts'
import { homeText } from '../words/place-words.ts'
import { currentLanguage } from '../words/words.ts'

/** What the verdict rests on, as the watch wrote it; a part that is missing is empty. */
export interface Explanation {
  readonly title: string
  readonly sentence: string
  readonly policy: { readonly name: string; readonly version: number } | null
  readonly thresholds: readonly (readonly [string, unknown])[]
  readonly evidence: readonly Readonly<Record<string, unknown>>[]
  readonly permits: readonly Readonly<Record<string, unknown>>[]
}

export function explanationOf({ explanation, kind }: Pick<Alert, 'explanation' | 'kind'>): Explanation {
  const given = isRecord(explanation) ? explanation : {}
  const title = worded(given.title) ?? kind
  const { policy } = given
  return {
    title,
    sentence: worded(given.sentence) ?? title,
    policy: isRecord(policy) ? { name: String(policy.name), version: Number(policy.version) } : null,
    thresholds: isRecord(given.thresholds) ? Object.entries(given.thresholds) : [],
    evidence: records(given.evidence),
    permits: records(given.permits),
  }
}

function worded(words: unknown): string | null {
  const said = isRecord(words) ? words[currentLanguage()] : null
  return typeof said === 'string' ? said : null
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

export function placeOf(alert: Pick<Alert, 'building' | 'unit' | 'room' | 'compound' | 'community'>): string {
  return homeText(alert) || (alert.compound ?? alert.community ?? '')
}
