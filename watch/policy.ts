import { z } from 'zod'

/** What staff want to hear about, in one version. Sources of the presets: Tongzhou 2020 (every opening), Shanghai 2020 (five a day). */
export const policySettings = z.object({
  /** `every`: each uncovered opening alerts; `over_limit`: only past the daily limit; `never`: recorded only. */
  openingAlert: z.enum(['every', 'over_limit', 'never']).default('every'),
  /** An uncovered opening shorter than this is a notice: recorded and explained, no alert. */
  graceSeconds: z.number().int().min(0).max(3600).default(0),
  /** Uncovered openings allowed in the household's local day. */
  openingsPerDay: z.number().int().min(0).max(1000).default(5),
  leftOpenSeconds: z.number().int().min(1).max(86_400).default(120),
  /** Uncovered openings closer than this are one alert. */
  mergeMinutes: z.number().int().min(0).max(1440).default(10),
  /** Permits that a resident may ask for by the page of their own, in their local day; those declined are not counted. */
  residentPermitsPerDay: z.number().int().min(0).max(20).default(3),
  /** Welfare: nobody opened a door of the household for this long. Null: not asked for. */
  notOpenedHours: z.number().int().min(1).max(336).nullable().default(null),
  /** After its grace an uncovered opening is first a message to the resident; staff hear of it if the door is still open after this. */
  residentFirstSeconds: z.number().int().min(0).max(3600).default(0),
})

export type PolicySettings = z.infer<typeof policySettings>

export interface Policy extends PolicySettings {
  readonly name: string
  readonly version: number
}

/** For how long an uncovered opening may last and be a notice all the same: its grace, then what the resident is given. */
export function noticeSeconds({ graceSeconds, residentFirstSeconds }: PolicySettings): number {
  return graceSeconds + residentFirstSeconds
}
