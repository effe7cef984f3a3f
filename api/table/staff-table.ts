import { listStaff, type StaffRecord } from '../../store/staff.ts'
import { tableOf } from './table.ts'

const ROLE = {
  viewer: { zh: '查看', en: 'viewer' },
  grid_worker: { zh: '网格员', en: 'grid worker' },
  duty_officer: { zh: '值班员', en: 'duty officer' },
  installer: { zh: '安装员', en: 'installer' },
  admin: { zh: '管理员', en: 'administrator' },
  auditor: { zh: '审计员', en: 'auditor' },
} as const

export const staffTable = tableOf<StaffRecord>({
  title: { zh: '人员', en: 'Staff' },
  list: 'GET /api/v1/staff',
  columns: [
    { name: { zh: '用户名', en: 'User name' }, width: 20, cell: (it) => it.username },
    { name: { zh: '姓名', en: 'Name' }, width: 20, cell: (it) => it.displayName },
    {
      name: { zh: '角色@区域编号', en: 'Roles @ area number' },
      width: 40,
      cell: ({ roles }, { language }) => roles.map((it) => `${ROLE[it.role][language]}@${it.areaId}`).join(' '),
    },
    { name: { zh: '停用', en: 'Locked' }, width: 20, cell: (it, { instant }) => instant(it.disabledAt) },
  ],
  page: ({ db, scope }, after, limit) => listStaff(db, { scope, after: after?.id ?? 0, limit }),
})
