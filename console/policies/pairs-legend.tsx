import { useTranslation } from 'react-i18next'

/** `pattern`: of a picture on the same page. */
export function PairsLegend({ pattern }: { readonly pattern: string }) {
  const { t } = useTranslation('policies')
  return (
    <figcaption>
      <span>
        <svg width="16" height="16" aria-hidden="true">
          <rect x="1" y="1" width="14" height="14" className="before" />
        </svg>
        {t('before')}
      </span>
      <span>
        <svg width="16" height="16" aria-hidden="true">
          <rect x="4" y="1" width="8" height="14" className="after" fill={`url(#${pattern})`} />
        </svg>
        {t('after')}
      </span>
    </figcaption>
  )
}
