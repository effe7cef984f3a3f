import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Elevation } from './elevation.ts'
import { HomeCell } from './home-cell.tsx'

/** A building as it stands: floors down, units across. */
export const ElevationView = memo(function ElevationView({ elevation }: { readonly elevation: Elevation }) {
  const { t } = useTranslation('buildings')
  const { compound, building, units, floors } = elevation
  const hasUnits = units.some((it) => it.name !== '')
  return (
    <section className="building">
      <h2>{[compound, building].filter((it) => it !== null).join(' ')}</h2>
      <div className="scroll">
        <table className="elevation">
          {hasUnits ? (
            <thead>
              <tr>
                <td />
                {units.map((unit) => (
                  <th key={unit.name} scope="colgroup" colSpan={unit.columns}>
                    {unit.name}
                  </th>
                ))}
              </tr>
            </thead>
          ) : null}
          <tbody>
            {floors.map(({ floor, units: cells }) => (
              <tr key={floor}>
                <th scope="row" aria-label={floor === null ? t('noFloor') : t('floor', { floor })}>
                  {floor ?? '?'}
                </th>
                {cells.flatMap((columns, unit) =>
                  columns.map((home, column) => (
                    <td key={`${units[unit]?.name}/${home?.id ?? `-${column}`}`} data-first={column === 0}>
                      {home === null ? null : <HomeCell home={home} />}
                    </td>
                  )),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
})
