import { scopeHoldsRoot } from '../../store/area.ts'
import { type AuditRecord, listAudit } from '../../store/audit.ts'
import { tableOf } from './table.ts'

export const auditTable = tableOf<AuditRecord>({
  title: { zh: '审计', en: 'Audit' },
  list: 'GET /api/v1/audit',
  columns: [
    { name: { zh: '时间', en: 'Time' }, width: 20, cell: (it, { instant }) => instant(it.at) },
    { name: { zh: '用户名', en: 'User name' }, width: 18, cell: (it) => it.username },
    { name: { zh: '姓名', en: 'Name' }, width: 18, cell: (it) => it.displayName },
    { name: { zh: '事项', en: 'Action' }, width: 28, cell: (it) => it.action },
    { name: { zh: '位置', en: 'Place' }, width: 36, cell: (it) => it.place },
    { name: { zh: '目的', en: 'Purpose' }, width: 30, cell: (it) => it.purpose },
    { name: { zh: '详情', en: 'Detail' }, width: 40, cell: (it) => JSON.stringify(it.detail) },
  ],
  page: async ({ db, scope }, after, limit) => {
    const homeless = await scopeHoldsRoot(db, scope)
    const all = { householdId: null, staffId: null, what: null }
    return listAudit(db, { scope, homeless, ...all, before: after?.id ?? Number.MAX_SAFE_INTEGER, limit })
  },
})
