import type { NewPolicy } from '../service/reach.ts'
import type { EscalationPolicy, EscalationTerms } from '../service/shapes.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

type Step = EscalationTerms['steps'][number]

/** A policy as a form has it: in the units that people think in, and nothing chosen for "any". */
export interface Written {
  readonly areaId?: number
  readonly name?: string
  readonly kinds: string[]
  readonly severities: NonNullable<EscalationPolicy['severities']>[number][]
  readonly steps: readonly {
    readonly level: Step['level']
    readonly afterSeconds: number
    readonly channels: NonNullable<Step['channels']>[number][]
  }[]
  readonly repeatMinutes: number
  readonly repeatedHoursMax: number
  readonly handlingMinutes: number
}

/** What the form begins with: the policy that is to be replaced, or what holds without any. */
export function writtenOf(replaced: EscalationPolicy | null, defaults: EscalationTerms): Written {
  const { steps, repeatMs, repeatedMsMax, handlingMs } = replaced ?? defaults
  return {
    ...(replaced === null ? {} : { areaId: replaced.areaId, name: replaced.name }),
    kinds: [...(replaced?.kinds ?? [])],
    severities: [...(replaced?.severities ?? [])],
    steps: steps.map((it) => ({
      level: it.level,
      afterSeconds: it.afterMs / SECOND_MS,
      channels: [...(it.channels ?? [])],
    })),
    repeatMinutes: repeatMs / MINUTE_MS,
    repeatedHoursMax: repeatedMsMax / HOUR_MS,
    handlingMinutes: handlingMs / MINUTE_MS,
  }
}

export function policyOf(written: Written, replaced: EscalationPolicy | null): NewPolicy {
  const { areaId = 0, name = '', kinds, severities, steps } = written
  return {
    ...{ areaId, name, replaces: replaced?.id ?? null },
    kinds: kinds.length === 0 ? null : kinds,
    severities: severities.length === 0 ? null : severities,
    steps: steps.map(({ level, afterSeconds, channels }) => ({
      level,
      afterMs: Math.round(afterSeconds * SECOND_MS),
      channels: channels.length === 0 ? null : channels,
    })),
    repeatMs: Math.round(written.repeatMinutes * MINUTE_MS),
    repeatedMsMax: Math.round(written.repeatedHoursMax * HOUR_MS),
    handlingMs: Math.round(written.handlingMinutes * MINUTE_MS),
  }
}
