import { Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useBackTest, usePolicies } from '../service/policies.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { BackTest, Policy, PolicySettings } from '../service/shapes.ts'
import { DraftFields } from './draft-fields.tsx'
import { useFieldErrors } from './field-errors.ts'
import { isSame, NUMBER_FIELDS } from './fields.ts'
import './policies.css'
import './words.ts'
import { RunForm } from './run-form.tsx'
import { RunView } from './run-view.tsx'
import { SaveForm } from './save-form.tsx'
import { usePolicyNames } from './sentences.ts'
import { Differences } from './settings-list.tsx'

/**
 * A draft that begins as a version (`from`), or as what a back-test was run with (`run`). The address names both, so that
 * a reload or a colleague finds the draft as it was run, and the run itself.
 */
export function DraftPage() {
  const { t } = useTranslation('policies')
  const [search] = useSearchParams()
  const [from, run] = [idIn(search.get('from')), idIn(search.get('run'))]
  // The draft goes on being what was filled in while later runs come and go.
  const [firstRun] = useState(run)
  const policies = usePolicies()
  const first = useBackTest(firstRun)
  if (from === null && run === null) return <Navigate to="/policies" replace />
  if (policies.data === undefined || (firstRun !== null && first.data === undefined)) {
    const again = () => void Promise.all([policies.refetch(), firstRun === null ? null : first.refetch()])
    return <Waiting error={policies.error ?? first.error} onRetry={again} />
  }
  const base = policies.data.find((it) => it.id === from) ?? null
  const settings = first.data?.settings ?? base?.settings
  return (
    <div className="policies">
      <Link to={base === null ? '/policies' : `/policies/${base.id}`}>
        ‹ {base === null ? t('back') : t('settings')}
      </Link>
      {settings === undefined ? (
        <p>{t('noPolicy')}</p>
      ) : (
        <Draft
          key={from}
          base={base}
          settings={settings}
          run={run}
          like={first.data ?? null}
          policies={policies.data}
        />
      )}
    </div>
  )
}

function idIn(text: string | null): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

interface DraftProps {
  readonly base: Policy | null
  readonly settings: PolicySettings
  readonly run: number | null
  /** The run that the page was opened with. */
  readonly like: BackTest | null
  readonly policies: readonly Policy[]
}

function Draft({ base, settings, run, like, policies }: DraftProps) {
  const { t } = useTranslation('policies')
  const { titleOf } = usePolicyNames()
  const me = useSession().data
  const [form] = Form.useForm<PolicySettings>()
  const [draft, setDraft] = useState(settings)
  const fieldErrors = useFieldErrors()
  const change = (_: unknown, all: PolicySettings) => {
    if (isFilledIn(all)) setDraft(all)
  }
  const toFirst = (name: keyof PolicySettings | undefined) => {
    if (name !== undefined) form.scrollToField(name, { focus: true, block: 'center' })
  }
  /** The whole draft; null when a field is empty, which the form says. */
  const whole = async (): Promise<PolicySettings | null> => {
    const all = await form.validateFields().catch(() => null)
    if (all === null) toFirst(NUMBER_FIELDS.find((it) => form.getFieldError(it.name).length > 0)?.name)
    return all
  }
  const refused = (error: unknown) => {
    const fields = fieldErrors(error)
    form.setFields(fields)
    toFirst(fields[0]?.name)
  }
  return (
    <>
      <h1>{base === null ? t('draftAlone') : t('draftOf', { name: titleOf(base) })}</h1>
      <p className="quiet">{t('draftNote')}</p>
      <section className="part">
        <Form form={form} layout="vertical" requiredMark={false} initialValues={settings} onValuesChange={change}>
          <DraftFields />
        </Form>
        {base === null ? null : (
          <>
            <h2>{t('differences', { other: titleOf(base) })}</h2>
            <Differences there={base.settings} thereName={titleOf(base)} here={draft} hereName={t('draftAlone')} />
          </>
        )}
      </section>
      <RunForm like={like} whole={whole} onRefused={refused} />
      {run === null ? null : <RunView id={run} isOf={(it) => isSame(it, draft)} />}
      {me !== undefined && me !== null && hasRole(me, ['admin']) ? (
        <SaveForm base={base} policies={policies} whole={whole} onRefused={refused} />
      ) : null}
    </>
  )
}

/** An emptied field is no number, whatever the form's type says. */
function isFilledIn(all: PolicySettings): boolean {
  return NUMBER_FIELDS.every(({ name }) => name === 'notOpenedHours' || typeof all[name] === 'number')
}
