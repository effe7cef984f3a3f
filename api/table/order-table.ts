import { listPlacedOrders, type PlacedOrder } from '../../store/order.ts'
import { placeText, tableOf } from './table.ts'

export const orderTable = tableOf<PlacedOrder>({
  title: { zh: '隔离令', en: 'Orders' },
  list: 'GET /api/v1/orders',
  columns: [
    { name: { zh: '编号', en: 'Number' }, width: 8, cell: (it) => String(it.id) },
    {
      name: { zh: '位置', en: 'Place' },
      width: 36,
      cell: (it) => placeText([it.community, it.compound, it.building, it.unit, it.room]),
    },
    { name: { zh: '开始', en: 'Starts' }, width: 20, cell: (it, { instant }) => instant(it.startsAt) },
    { name: { zh: '期满', en: 'Ends' }, width: 20, cell: (it, { instant }) => instant(it.endsAt) },
    { name: { zh: '解除', en: 'Released' }, width: 20, cell: (it, { instant }) => instant(it.releasedAt) },
    { name: { zh: '生效', en: 'Active since' }, width: 20, cell: (it, { instant }) => instant(it.activeSince) },
    { name: { zh: '依据', en: 'Basis' }, width: 30, cell: (it) => it.basis },
    { name: { zh: '签发', en: 'Issued by' }, width: 20, cell: (it) => it.issuedBy },
  ],
  page: ({ db, scope }, after, limit) => listPlacedOrders(db, scope, after?.id ?? Number.MAX_SAFE_INTEGER, limit),
})
