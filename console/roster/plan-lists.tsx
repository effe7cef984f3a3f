import { App, Button, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlanEnds } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { dayOf } from '../words/wall-clock.ts'
import { zonedMinute } from '../words/zoned-times.ts'
import { faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { useNames } from './names.ts'
import { EXCEPTION_SHAPES } from './piece-marks.tsx'
import { WEEKDAYS } from './shift-form.tsx'

type Shift = RosterDetail['shifts'][number]
type Exception = RosterDetail['exceptions'][number]

interface ListProps {
  readonly roster: RosterDetail
  readonly mayChange: boolean
}

/** The weekly hours that are not over, each person's by themselves. */
export function ShiftList({ roster, mayChange }: ListProps) {
  const { t } = useTranslation('roster')
  if (roster.shifts.length === 0) return <p>{t('noShifts')}</p>
  return (
    <ul className="plan">
      {roster.shifts.map((it) => (
        <ShiftLine key={it.id} shift={it} roster={roster} mayChange={mayChange} />
      ))}
    </ul>
  )
}

function ShiftLine({ shift, roster, mayChange }: ListProps & { readonly shift: Shift }) {
  const { t } = useTranslation('roster')
  const { listOf } = useNames()
  const [isEnding, setIsEnding] = useState(false)
  const { weekdays, from, until, validFrom, validUntil } = shift
  const name = roster.people.find((it) => it.id === shift.staffId)?.displayName ?? ''
  const days = WEEKDAYS.filter((_, place) => weekdays.includes(place + 1)).map((it) => t(`weekday.${it}`))
  return (
    <li data-shift={shift.id}>
      <strong>{name}</strong>
      <span>{days.length === WEEKDAYS.length ? t('everyDay') : listOf(days)}</span>
      <span>
        {from}–{until > from ? until : t('ofNextDay', { time: until })}
      </span>
      <span className="around">
        {validUntil === null
          ? t('validSince', { from: validFrom })
          : t('valid', { from: validFrom, until: validUntil })}
      </span>
      {mayChange && !isEnding ? <Button onClick={() => setIsEnding(true)}>{t('endShift')}…</Button> : null}
      {isEnding ? <EndShift id={shift.id} timeZone={roster.timeZone} onDone={() => setIsEnding(false)} /> : null}
    </li>
  )
}

interface EndShiftProps {
  readonly id: number
  readonly timeZone: string
  readonly onDone: () => void
}

function EndShift({ id, timeZone, onDone }: EndShiftProps) {
  const { t } = useTranslation('roster')
  const { endShift } = usePlanEnds()
  const faults = faultsOf(endShift.error, 'endShift')
  return (
    <Form<{ readonly lastDay: string }>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ lastDay: dayOf(Date.now(), timeZone) }}
      onValuesChange={() => endShift.reset()}
      onFinish={({ lastDay }) => endShift.mutate({ id, lastDay }, { onSuccess: onDone })}
    >
      <Form.Item
        name="lastDay"
        label={t('lastDay')}
        extra={t('lastDayHint')}
        rules={[{ required: true, message: t('needed') }]}
        {...faults.of('lastDay')}
      >
        <Input type="date" />
      </Form.Item>
      <FormEnd fault={faults.rest} isPending={endShift.isPending} words={t('endShift')} onCancel={onDone} />
    </Form>
  )
}

/** Absences, additions and swaps that are not over, in the order in which they lie on the weekly hours. */
export function ExceptionList({ roster, mayChange }: ListProps) {
  const { t } = useTranslation('roster')
  if (roster.exceptions.length === 0) return <p>{t('noExceptions')}</p>
  return (
    <ul className="plan">
      {roster.exceptions.map((it) => (
        <ExceptionLine key={it.id} exception={it} roster={roster} mayChange={mayChange} />
      ))}
    </ul>
  )
}

function ExceptionLine({ exception, roster, mayChange }: ListProps & { readonly exception: Exception }) {
  const { t } = useTranslation(['roster', 'page'])
  const { message } = App.useApp()
  const { endException } = usePlanEnds()
  const { id, kind, staffId, substituteId, from, until, reason, by } = exception
  const nameOf = (person: number | null) => roster.people.find((it) => it.id === person)?.displayName ?? ''
  const onError = (error: Error) => void message.warning(failureText(error))
  return (
    <li data-exception={id}>
      <span className="exception">
        {EXCEPTION_SHAPES[kind]} {t(`exception.${kind}`)}
      </span>
      <strong>{kind === 'swap' ? `${nameOf(staffId)} → ${nameOf(substituteId)}` : nameOf(staffId)}</strong>
      <span>
        {zonedMinute(from, roster.timeZone)} – {zonedMinute(until, roster.timeZone)}
      </span>
      <span className="around">
        {reason} · {t('by', { name: by })}
      </span>
      {mayChange && Date.parse(until) > Date.now() ? (
        <Popconfirm
          title={t('takeBackQuestion')}
          okText={t('takeBack')}
          cancelText={t('page:cancel')}
          onConfirm={() => endException.mutate(id, { onError })}
        >
          <Button loading={endException.isPending}>{t('takeBack')}</Button>
        </Popconfirm>
      ) : null}
    </li>
  )
}
