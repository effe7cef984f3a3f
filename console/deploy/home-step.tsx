import { Checkbox, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useHomes } from '../service/devices.ts'
import { placeOf } from './sensor-words.tsx'

const SEARCH_MAX = 64

/** Which household: by its building, unit and room. Only those of the installer's own areas are found. */
export function HomeStep({ onHome }: { readonly onHome: (id: number) => void }) {
  const { t } = useTranslation('deploy')
  const [search, setSearch] = useState('')
  const [onlyWithout, setOnlyWithout] = useState(true)
  const { data, error, refetch } = useHomes(useDeferredValue(search), onlyWithout)
  return (
    <section className="records">
      <h2>{t('whichHome')}</h2>
      <Input
        aria-label={t('searchHome')}
        placeholder={t('searchHome')}
        allowClear
        autoFocus
        maxLength={SEARCH_MAX}
        onChange={({ target }) => setSearch(target.value.trim())}
      />
      <Checkbox checked={onlyWithout} onChange={({ target }) => setOnlyWithout(target.checked)}>
        {t('onlyWithout')}
      </Checkbox>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="choices">
        {data?.households.map((it) => (
          <li key={it.id}>
            <button type="button" data-home={it.id} onClick={() => onHome(it.id)}>
              <b>{placeOf(it)}</b>
              <span className="around">
                {[it.community, it.compound].filter((name) => name !== null).join(' ')} ·{' '}
                {it.sensors === 0 ? t('noSensor') : t('sensors', { count: it.sensors })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data?.households.length === 0 ? <p>{t('noHome')}</p> : null}
      {data === undefined || data.next === null ? null : <p role="status">{t('moreHomes')}</p>}
    </section>
  )
}
