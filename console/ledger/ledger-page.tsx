import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLedgerTemplate } from '../service/ledger.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Me } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { currentLanguage } from '../words/words.ts'
import { ExportPart } from './export-part.tsx'
import { ImportPart } from './import-part.tsx'
import './ledger.css'
import { saveFile } from '../app/save-file.ts'
import { useAreaOptions } from './use-area-options.ts'
import './words.ts'

/** Households and their orders, in from a spreadsheet and out as one. */
export function LedgerPage() {
  const { data: me } = useSession()
  return me === undefined || me === null ? null : <Ledger me={me} />
}

function Ledger({ me }: { readonly me: Me }) {
  const { t } = useTranslation('ledger')
  const options = useAreaOptions(me)
  const [chosen, setChosen] = useState<number | null>(null)
  const areaId = chosen ?? options[0]?.value
  if (areaId === undefined) return null
  return (
    <div className="ledger">
      <h1>{t('title')}</h1>
      <div className="ledger-area">
        <span>{t('area')}</span>
        <Select
          aria-label={t('area')}
          value={areaId}
          showSearch={{ optionFilterProp: 'label' }}
          options={[...options]}
          onChange={setChosen}
        />
      </div>
      {hasRole(me, ['admin']) ? <Import areaId={areaId} /> : null}
      <ExportPart areaId={areaId} />
    </div>
  )
}

function Import({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('ledger')
  return (
    <section className="records">
      <div className="head">
        <h2>{t('import')}</h2>
        <TemplateButtons />
      </div>
      <ImportPart key={areaId} areaId={areaId} />
    </section>
  )
}

function TemplateButtons() {
  const { t } = useTranslation('ledger')
  const { message } = App.useApp()
  const template = useLedgerTemplate()
  const save = (format: 'xlsx' | 'csv') =>
    template.mutate(
      { format, language: currentLanguage() },
      {
        onSuccess: (content) => saveFile(t('fileName'), format, content),
        onError: (error) => void message.warning(failureText(error)),
      },
    )
  return (
    <div className="actions">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button key={format} data-act={`template-${format}`} disabled={template.isPending} onClick={() => save(format)}>
          {t('template')} {format.toUpperCase()}
        </Button>
      ))}
    </div>
  )
}
