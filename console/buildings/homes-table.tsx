import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BoardHousehold } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { alertText, percentText } from './home-words.ts'
import { doorSignOf, lookOf } from './look.ts'

const COLUMNS = [
  'building',
  'unit',
  'floor',
  'room',
  'state',
  'door',
  'since',
  'coverage',
  'permit',
  'onTest',
  'alert',
] as const

/** What the picture shows, in words. */
export function HomesTable({ homes }: { readonly homes: readonly BoardHousehold[] }) {
  const { t } = useTranslation('buildings')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="scroll" aria-label={t('title')} tabIndex={0}>
      <table className="homes">
        <thead>
          <tr>
            {COLUMNS.map((it) => (
              <th key={it} scope="col">
                {t(`column.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {homes.map((home) => (
            <HomeRow key={home.id} home={home} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function HomeRow({ home }: { readonly home: BoardHousehold }) {
  const { t } = useTranslation('buildings')
  const { building, unit, floor, room, since, coverage, permitUntil, onTestUntil } = home
  const timeOf = (it: string | null) => (it === null ? '' : timeText(it))
  return (
    <tr data-id={home.id} data-look={lookOf(home)}>
      <td>{building}</td>
      <td>{unit}</td>
      <td>{floor}</td>
      <td>
        <Link to={`/households/${home.id}`}>{room}</Link>
      </td>
      <td>{t(`look.${lookOf(home)}`)}</td>
      <td>{t(`look.${doorSignOf(home)}`)}</td>
      <td>{timeOf(since)}</td>
      <td>{coverage === null ? '' : `${percentText(coverage)}%`}</td>
      <td>{timeOf(permitUntil)}</td>
      <td>{timeOf(onTestUntil)}</td>
      <td>{alertText(t, home)}</td>
    </tr>
  )
}
