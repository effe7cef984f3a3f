import { Alert, Button, InputNumber, Select } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../app/save-file.ts'
import { ServiceFailure } from '../service/failure.ts'
import { type LabelFormat, useLabelFormats, usePrintLabels } from '../service/labels.ts'
import { failureText } from '../words/failure-words.ts'

interface LabelsFileProps {
  readonly chosen: ReadonlySet<string>
  readonly search: string
  /** Nothing is found that could be printed. */
  readonly isEmpty: boolean
  /** None is to be chosen any more. */
  readonly onNone: () => void
}

/** What the labels are printed on, and their file: of those that are chosen, or of all that are found. */
export function LabelsFile({ chosen, search, isEmpty, onNone }: LabelsFileProps) {
  const { t } = useTranslation('deploy')
  const { data: formats } = useLabelFormats()
  const print = usePrintLabels()
  const [name, setName] = useState<LabelFormat['name'] | null>(null)
  const [start, setStart] = useState(1)
  const format = formats?.find((it) => it.name === name) ?? formats?.[0]
  if (format === undefined) return null
  const save = () => {
    const which = chosen.size > 0 ? { uids: [...chosen], search: '' } : { search }
    const body = { format: format.name, start: Math.min(start, format.perSheet), ...which }
    print.mutate(body, { onSuccess: (content) => saveFile(t('labelsName'), 'pdf', content) })
  }
  return (
    <>
      <div className="actions">
        <Select
          className="label-format"
          aria-label={t('labelFormat')}
          value={format.name}
          options={(formats ?? []).map((it) => ({ value: it.name, label: formatText(it, t) }))}
          onChange={setName}
        />
        {format.perSheet === 1 ? null : (
          <label className="label-start" htmlFor="label-start">
            {t('labelStart')}
            <InputNumber
              id="label-start"
              min={1}
              max={format.perSheet}
              precision={0}
              value={start}
              onChange={(it) => setStart(it ?? 1)}
            />
          </label>
        )}
      </div>
      <p className="around">{t(format.paper === 'a4' ? 'onSheets' : 'onRoll', { source: format.source })}</p>
      <div className="actions">
        <Button
          type="primary"
          data-act="labels"
          loading={print.isPending}
          disabled={isEmpty && chosen.size === 0}
          onClick={save}
        >
          {chosen.size === 0 ? t('labelsOfAll') : t('labelsOfChosen', { count: chosen.size })}
        </Button>
        {chosen.size === 0 ? null : <Button onClick={onNone}>{t('chooseNone')}</Button>}
      </div>
      {print.error === null ? null : <Alert type="warning" showIcon title={refusalText(print.error, t)} />}
    </>
  )
}

function formatText(it: LabelFormat, t: TFunction<'deploy'>): string {
  const values = { wide: it.widthMillimetres, high: it.heightMillimetres, count: it.perSheet }
  return t(it.paper === 'a4' ? 'sheetOf' : 'rollOf', values)
}

function refusalText(error: Error, t: TFunction<'deploy'>): string {
  const field = error instanceof ServiceFailure ? error.details.field : undefined
  if (!(error instanceof ServiceFailure) || (field !== 'search' && field !== 'format')) return failureText(error)
  if (field === 'search') return t('labelsTooMany')
  const { uids, sensors } = error.details
  return t('labelTooSmall', { count: Number(sensors), first: Array.isArray(uids) ? String(uids[0]) : '' })
}
