import { useTranslation } from 'react-i18next'
import type { Policy, PolicySettings } from '../service/shapes.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type Sentences = Readonly<Record<keyof PolicySettings, string>>

const SECONDS_OF = { hours: 3600, minutes: 60, seconds: 1 } as const

/** What settings mean, a sentence for each field, its number in the largest unit that keeps it whole. */
export function useSentences(): (settings: PolicySettings) => Sentences {
  const { t } = useTranslation('policies')
  const span = (seconds: number): string => {
    const unit = (['hours', 'minutes', 'seconds'] as const).find((it) => seconds % SECONDS_OF[it] === 0) ?? 'seconds'
    return t(`unit.${unit}`, { n: seconds / SECONDS_OF[unit] })
  }
  const waited = (name: 'graceSeconds' | 'residentFirstSeconds', seconds: number): string =>
    seconds === 0 ? t(`rule.${name}.none`) : t(`rule.${name}.some`, { span: span(seconds) })
  const counted = (name: 'openingsPerDay' | 'residentPermitsPerDay', n: number): string =>
    n === 0 ? t(`rule.${name}.none`) : t(`rule.${name}.some`, { n })
  return (it) => {
    const idle = it.openingAlert === 'every' ? '' : t('idle')
    const { leftOpenSeconds: left, mergeMinutes: merge, notOpenedHours: hours } = it
    return {
      openingAlert: t(`rule.openingAlert.${it.openingAlert}`),
      graceSeconds: waited('graceSeconds', it.graceSeconds) + idle,
      residentFirstSeconds: waited('residentFirstSeconds', it.residentFirstSeconds) + idle,
      openingsPerDay:
        counted('openingsPerDay', it.openingsPerDay) + (it.openingAlert === 'never' ? t('idleNever') : ''),
      mergeMinutes: merge === 0 ? t('rule.mergeMinutes.none') : t('rule.mergeMinutes.some', { span: span(merge * 60) }),
      leftOpenSeconds: t('rule.leftOpenSeconds', { span: span(left), longer: span(left * 10) }),
      residentPermitsPerDay: counted('residentPermitsPerDay', it.residentPermitsPerDay),
      notOpenedHours:
        hours === null ? t('rule.notOpenedHours.none') : t('rule.notOpenedHours.some', { span: span(hours * 3600) }),
    }
  }
}

/** Presets have a name in each language, others the one that was given to them. */
export function usePolicyNames() {
  const { t } = useTranslation('policies')
  const nameOf = (name: string): string => (has(zh.preset, name) ? t(`preset.${name}`) : name)
  const titleOf = ({ name, version }: Pick<Policy, 'name' | 'version'>): string =>
    t('named', { name: nameOf(name), version })
  const makerOf = (by: string): string => (by === 'menshen' ? t('system') : by)
  return { nameOf, titleOf, makerOf }
}
