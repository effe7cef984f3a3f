import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { choiceName, kindName, severityName } from '../alert/alert-names.ts'
import type { Handover } from '../service/shapes.ts'
import { zonedMinute } from '../words/zoned-times.ts'

interface HandoverViewProps {
  readonly sheet: Handover
  /** An instant of the shift to show; null: the present one. */
  readonly onShift: (at: string | null) => void
}

/** What one shift hands over to the next. */
export function HandoverView({ sheet, onShift }: HandoverViewProps) {
  const { t } = useTranslation('reports')
  const { timeZone, roster, shift, next, asOf } = sheet
  const time = (at: string) => zonedMinute(at, timeZone)
  const span = { from: time(shift.from), until: time(shift.until) }
  const earlier = new Date(Date.parse(shift.from) - 1).toISOString()
  return (
    <article className="report handover" data-as-of={asOf}>
      <header>
        <h2>{t('shift.now', { roster: roster?.name ?? t('shift.noRoster'), ...span })}</h2>
        <p>{t('shift.staff', { staff: useStaffText()(shift) })}</p>
        <NextShift next={next} time={time} />
        {Date.parse(asOf) < Date.parse(shift.until) ? (
          <p>
            <b className="so-far">◔ {t('shift.running', { time: time(asOf) })}</b>
          </p>
        ) : null}
        <div className="shift-tools">
          <Button data-act="earlier-shift" onClick={() => onShift(earlier)}>
            ‹ {t('shift.earlier')}
          </Button>
          <Button data-act="present-shift" onClick={() => onShift(null)}>
            {t('shift.present')}
          </Button>
        </div>
      </header>
      <Sheet sheet={sheet} time={time} />
    </article>
  )
}

function useStaffText() {
  const { t } = useTranslation('reports')
  return ({ staff }: Handover['shift']) =>
    staff.length === 0 ? t('shift.nobody') : staff.map((it) => it.displayName).join(t('comma'))
}

type Time = (at: string) => string

function NextShift({ next, time }: { readonly next: Handover['next']; readonly time: Time }) {
  const { t } = useTranslation('reports')
  const staffText = useStaffText()
  if (next === null) return <p>{t('shift.noNext')}</p>
  return <p>{t('shift.next', { from: time(next.from), until: time(next.until), staff: staffText(next) })}</p>
}

function Sheet({ sheet, time }: { readonly sheet: Handover; readonly time: Time }) {
  const { t } = useTranslation(['reports', 'lanes'])
  return (
    <>
      <Listed name="open" of={sheet.open}>
        {(it) => [
          it.id,
          <Link key="alert" to={`/alerts/${it.id}`}>
            {placeText(it)} {kindName(it.kind)}
          </Link>,
          severityName(it.severity),
          t('raisedAt', { time: time(it.raisedAt) }),
          it.heldBy === null ? t('nobodyHolds') : t('heldBy', { by: it.heldBy }),
        ]}
      </Listed>
      <Listed name="decisions" of={sheet.decisions}>
        {(it) => [
          `${it.at} ${it.kind} ${it.householdId}`,
          ...[time(it.at), placeText(it), kindName(it.kind), choiceName(it.choice), t('by', { by: it.by }), it.note],
        ]}
      </Listed>
      <Listed name="tests" of={sheet.tests}>
        {(it) => [
          `${it.householdId} ${it.sensor} ${it.until}`,
          ...[placeText(it), it.sensor ?? t('allDoors'), it.reason, t('by', { by: it.by })],
          t('until', { time: time(it.until) }),
        ]}
      </Listed>
      <Listed name="silences" of={sheet.silences}>
        {(it) => [
          `${it.area} ${it.householdId} ${it.until} ${it.reason}`,
          ...[placeText(it), it.kinds?.map(kindName).join(t('comma')) ?? t('allKinds'), it.reason],
          ...[t('by', { by: it.by }), t('until', { time: time(it.until) })],
        ]}
      </Listed>
      <Listed name="permits" of={sheet.permits}>
        {(it) => [
          `${it.area} ${it.householdId} ${it.until} ${it.reason}`,
          ...[placeText(it), t(`lanes:reason.${it.reason}`), t('times', { count: it.openingsMax })],
          ...[t('by', { by: it.by }), t('until', { time: time(it.until) })],
        ]}
      </Listed>
      <Listed name="silent" of={sheet.silent}>
        {(it) => [`${it.sensor}`, placeText(it), it.sensor, t('since', { time: time(it.since) })]}
      </Listed>
    </>
  )
}

interface Place {
  readonly area: string
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
}

/** A household by its place, anything wider by the area's name. */
function placeText({ area, building, unit, room }: Place): string {
  return room === null ? area : [building, unit, room].filter((it) => it !== null).join(' ')
}

interface ListedProps<T> {
  readonly name: 'open' | 'decisions' | 'tests' | 'silences' | 'permits' | 'silent'
  readonly of: { readonly rows: readonly T[]; readonly isCut: boolean }
  /** A key, and what is said of it. */
  readonly children: (row: T) => readonly [string | number, ...ReactNode[]]
}

function Listed<T>({ name, of: { rows, isCut }, children }: ListedProps<T>) {
  const { t } = useTranslation('reports')
  return (
    <section className="listed" data-list={name}>
      <h3>
        {t(`list.${name}`)} <small>{isCut ? `${rows.length}+` : rows.length}</small>
      </h3>
      {rows.length === 0 ? <p className="around">{t('none')}</p> : null}
      <ul>
        {rows.map(children).map(([key, ...parts]) => (
          <li key={key}>
            {parts
              .filter((it) => it !== '')
              .map((it, part) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line have no other name
                <span key={part}>{it}</span>
              ))}
          </li>
        ))}
      </ul>
      {isCut ? <p>{t('isCut', { count: rows.length })}</p> : null}
    </section>
  )
}
