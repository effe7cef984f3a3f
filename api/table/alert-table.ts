import { type Alert, listAlerts } from '../../store/alert.ts'
import { kindName, REPORT_WORDS } from '../report/words.ts'
import { placeText, tableOf } from './table.ts'

const CONDITION = { active: { zh: '进行中', en: 'active' }, cleared: { zh: '已恢复', en: 'cleared' } } as const

export const alertTable = tableOf<Alert>({
  title: { zh: '告警', en: 'Alerts' },
  list: 'GET /api/v1/alerts',
  columns: [
    { name: { zh: '编号', en: 'Number' }, width: 8, cell: (it) => String(it.id) },
    {
      name: { zh: '级别', en: 'Severity' },
      width: 8,
      cell: (it, { language }) => REPORT_WORDS[language].severity[it.severity],
    },
    { name: { zh: '类型', en: 'Kind' }, width: 22, cell: (it, { language }) => kindName(it.kind, language) },
    {
      name: { zh: '位置', en: 'Place' },
      width: 36,
      cell: (it) => placeText([it.community, it.compound, it.building, it.unit, it.room]),
    },
    { name: { zh: '发出', en: 'Raised' }, width: 20, cell: (it, { instant }) => instant(it.raisedAt) },
    { name: { zh: '次数', en: 'Times' }, width: 8, cell: (it) => String(it.count) },
    { name: { zh: '状况', en: 'Condition' }, width: 10, cell: (it, { language }) => CONDITION[it.condition][language] },
    { name: { zh: '恢复', en: 'Cleared' }, width: 20, cell: (it, { instant }) => instant(it.clearedAt) },
    { name: { zh: '确认', en: 'Acknowledged' }, width: 20, cell: (it, { instant }) => instant(it.acknowledgedAt) },
    { name: { zh: '确认人', en: 'Acknowledged by' }, width: 16, cell: (it) => it.acknowledgedBy },
    { name: { zh: '处置', en: 'Resolved' }, width: 20, cell: (it, { instant }) => instant(it.resolvedAt) },
    { name: { zh: '处置人', en: 'Resolved by' }, width: 16, cell: (it) => it.resolvedBy },
    {
      name: { zh: '结果', en: 'Outcome' },
      width: 14,
      cell: (it, { language }) => (it.outcome === null ? null : REPORT_WORDS[language].standing[it.outcome]),
    },
    { name: { zh: '备注', en: 'Note' }, width: 40, cell: (it) => it.note },
  ],
  page: ({ db, scope, now }, after, limit) => {
    const all = { handling: null, condition: null, householdId: null, areaId: null }
    return listAlerts(db, { scope, ...all, before: after?.id ?? Number.MAX_SAFE_INTEGER, limit, now })
  },
})
