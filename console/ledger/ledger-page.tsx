import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchLedgerTemplate } from '../service/ledger.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Me } from '../service/shapes.ts'
import { ExportPart } from './export-part.tsx'
import { ImportPart } from './import-part.tsx'
import './ledger.css'
import { AreaSelect } from '../parts/area-select.tsx'
import { LEDGER_KINDS } from '../parts/ledger-kinds.ts'
import { TemplateButtons } from '../parts/template-buttons.tsx'
import './words.ts'

/** Households and their orders, in from a spreadsheet and out as one. */
export function LedgerPage() {
  const { data: me } = useSession()
  return me === undefined || me === null ? null : <Ledger me={me} />
}

function Ledger({ me }: { readonly me: Me }) {
  const { t } = useTranslation('ledger')
  const [chosen, setChosen] = useState<number | null>(null)
  const areaId = chosen ?? me.roles[0]?.areaId
  if (areaId === undefined) return null
  return (
    <div className="ledger">
      <h1>{t('title')}</h1>
      <div className="ledger-area">
        <span>{t('area')}</span>
        <AreaSelect aria-label={t('area')} kinds={LEDGER_KINDS} value={areaId} onChange={setChosen} />
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
        <TemplateButtons name={t('fileName')} fetch={fetchLedgerTemplate} />
      </div>
      <ImportPart key={areaId} areaId={areaId} />
    </section>
  )
}
