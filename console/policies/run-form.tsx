import { Alert, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { AreaSelect } from '../parts/area-select.tsx'
import { useArea } from '../service/areas.ts'
import { useBackTestActs } from '../service/policies.ts'
import { useSession } from '../service/session.ts'
import type { BackTest, PolicySettings } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { dayOf, daysAfter, daysBetween, instantOf } from '../words/wall-clock.ts'

/** As the API takes it. */
const DAYS_MAX = 366
const WEEK_MS = 7 * 86_400_000
/** Until the area's is known. */
const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

interface RunFormProps {
  /** One whose area and days are asked for again. */
  readonly like: BackTest | null
  readonly whole: () => Promise<PolicySettings | null>
  readonly onRefused: (error: unknown) => void
}

/** Over which area and which days the draft is run. */
export function RunForm({ like, ...rest }: RunFormProps) {
  const me = useSession().data
  const areaId = like?.areaId ?? me?.roles[0]?.areaId ?? null
  const { data: area } = useArea(areaId)
  if (areaId === null || area === undefined) return null
  const zone = like?.timeZone ?? area?.zone ?? OWN_ZONE
  const [from, until] =
    like === null ? [Date.now() - WEEK_MS, Date.now()] : [Date.parse(like.from), Date.parse(like.until) - 1]
  return <Period {...rest} begin={{ areaId, first: dayOf(from, zone), last: dayOf(until, zone) }} />
}

interface Asked {
  readonly areaId: number
  readonly first: string
  readonly last: string
}

interface PeriodProps extends Omit<RunFormProps, 'like'> {
  readonly begin: Asked
}

function Period({ begin, whole, onRefused }: PeriodProps) {
  const { t } = useTranslation('policies')
  const [search, setSearch] = useSearchParams()
  const [form] = Form.useForm<Asked>()
  const { start } = useBackTestActs()
  const zone = useArea(Form.useWatch('areaId', form) ?? begin.areaId).data?.zone ?? OWN_ZONE
  const send = async ({ areaId, first, last }: Asked) => {
    const settings = await whole()
    if (settings === null) return
    const span = { from: isoIn(first, zone), until: isoIn(daysAfter(last, 1), zone) }
    start.mutate(
      { areaId, ...span, settings },
      {
        onSuccess: ({ id }) =>
          setSearch({ ...Object.fromEntries(search), run: String(id) }, { preventScrollReset: true }),
        onError: onRefused,
      },
    )
  }
  const needed = { required: true, message: t('needed') }
  const fits = ({ getFieldValue }: { getFieldValue: (name: 'first') => unknown }) => ({
    validator: (_: unknown, last: string) => {
      const days = daysBetween(String(getFieldValue('first')), last)
      if (days < 1) return Promise.reject(new Error(t('backwards')))
      return days > DAYS_MAX ? Promise.reject(new Error(t('tooLong', { max: DAYS_MAX }))) : Promise.resolve()
    },
  })
  return (
    <section className="part">
      <h2>{t('backTest')}</h2>
      <p className="quiet">{t('backTestNote')}</p>
      <Form<Asked>
        form={form}
        className="narrow"
        layout="vertical"
        requiredMark={false}
        initialValues={begin}
        onFinish={(asked) => void send(asked)}
      >
        <Form.Item name="areaId" label={t('area')} rules={[needed]}>
          <AreaSelect />
        </Form.Item>
        <div className="days">
          <Form.Item name="first" label={t('firstDay')} rules={[needed]}>
            <input className="when" type="date" />
          </Form.Item>
          <Form.Item name="last" label={t('lastDay')} dependencies={['first']} rules={[needed, fits]}>
            <input className="when" type="date" />
          </Form.Item>
        </div>
        <p className="quiet">{t('daysNote', { zone, max: DAYS_MAX })}</p>
        {start.error === null ? null : <Alert type="warning" showIcon title={failureText(start.error)} />}
        <Button type="primary" htmlType="submit" data-act="start" loading={start.isPending}>
          {t('start')}
        </Button>
      </Form>
    </section>
  )
}

function isoIn(day: string, zone: string): string {
  return new Date(instantOf(`${day}T00:00`, zone)).toISOString()
}
