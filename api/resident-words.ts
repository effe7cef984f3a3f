import type { PermitReason } from '../store/permit.ts'
import type { Role } from '../store/staff.ts'
import type { OpeningVerdictKind } from '../watch/opening.ts'
import type { Language } from './language-of.ts'

/** What the page says of what was just done, or was not. */
export const SAID = [
  ...['asked', 'no_budget', 'too_often', 'not_watched', 'ask_wrong', 'reported'],
  ...['phone', 'phone_wrong', 'phone_unknown'],
] as const
export type Said = (typeof SAID)[number]
export type Refusal = 'invalid' | 'revoked' | 'expired' | 'too_many' | 'unavailable'

/** Every text of a household's own page. */
export interface ResidentTexts {
  readonly language: string
  readonly locale: string
  readonly name: string
  readonly other: { readonly language: Language; readonly name: string }
  readonly yourHome: string
  readonly said: Readonly<Record<Said, string>>
  readonly refusal: Readonly<Record<Refusal, readonly [string, string]>>
  readonly emergency: {
    readonly title: string
    readonly numbers: string
    readonly button: string
    readonly question: string
    readonly explained: (hours: number) => string
    readonly confirm: string
    readonly back: string
    readonly running: (since: string, until: string) => string
    readonly unwatched: string
  }
  readonly term: {
    readonly title: string
    readonly day: (day: number, days: number) => string
    readonly left: (days: number, hours: number) => string
    readonly until: (time: string) => string
    readonly ahead: (time: string) => string
    readonly over: (time: string) => string
    readonly waiting: string
    readonly none: string
  }
  readonly ask: {
    readonly title: string
    readonly left: (left: number, perDay: number) => string
    readonly none: string
    readonly reason: string
    readonly from: string
    readonly now: string
    readonly minutes: string
    readonly lasts: (minutes: number) => string
    readonly openings: string
    readonly times: (times: number) => string
    readonly out: string
    readonly note: string
    readonly button: string
  }
  readonly requests: {
    readonly title: string
    readonly state: Readonly<Record<'waiting' | 'granted' | 'declined' | 'lapsed', string>>
    readonly reload: string
    readonly answer: (reason: string) => string
  }
  readonly permits: { readonly title: string; readonly none: string; readonly openings: (times: number) => string }
  readonly openings: {
    readonly title: string
    readonly none: string
    readonly seen: (share: string) => string
    readonly from: (time: string) => string
    readonly closed: (time: string, length: string) => string
    readonly stillOpen: string
    readonly verdict: Readonly<Record<OpeningVerdictKind, string>>
    readonly cut: (count: number) => string
  }
  readonly recorded: {
    readonly title: string
    readonly yes: readonly string[]
    readonly no: readonly string[]
    readonly yesTitle: string
    readonly noTitle: string
    readonly kept: (days: number) => string
  }
  readonly looks: {
    readonly title: string
    readonly none: string
    readonly role: Readonly<Record<Role, string>>
    readonly noRole: string
    readonly what: Readonly<Record<string, string>>
    readonly otherThing: string
    readonly purpose: (purpose: string) => string
    readonly times: (times: number) => string
    readonly page: (time: string) => string
  }
  readonly phone: {
    readonly title: string
    readonly known: (end: string) => string
    readonly unknown: string
    readonly label: string
    readonly button: string
  }
  readonly reason: Readonly<Record<PermitReason, string>>
  readonly duration: (seconds: number) => string
}
