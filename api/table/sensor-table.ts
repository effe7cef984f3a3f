import { scopeHoldsRoot } from '../../store/area.ts'
import { listSensors, type SensorRecord } from '../../store/sensor.ts'
import { withSupervision } from '../supervision-shape.ts'
import { placeText, type Table, tableOf } from './table.ts'

const STATE = {
  stock: { zh: '库存', en: 'in stock' },
  fitted: { zh: '已装', en: 'fitted' },
  retired: { zh: '已回收', en: 'retired' },
} as const

type Row = Awaited<ReturnType<typeof withSupervision<SensorRecord>>>[number]

/** Those in a state, or all. */
const sensorTable = (title: Table['title'], state: SensorRecord['state'] | null): Table =>
  tableOf<Row>({
    title,
    list: 'GET /api/v1/sensors',
    columns: [
      { name: { zh: '门磁', en: 'Sensor' }, width: 24, cell: (it) => it.uid },
      { name: { zh: '型号', en: 'Model' }, width: 14, cell: (it) => it.model },
      { name: { zh: '状态', en: 'State' }, width: 10, cell: (it, { language }) => STATE[it.state][language] },
      {
        name: { zh: '位置', en: 'Place' },
        width: 36,
        cell: (it) => placeText([it.community, it.compound, it.building, it.unit, it.fitting?.room ?? null]),
      },
      { name: { zh: '门', en: 'Door' }, width: 12, cell: (it) => it.fitting?.door ?? null },
      { name: { zh: '最近上报', en: 'Last heard' }, width: 20, cell: (it, { instant }) => instant(it.heardAt) },
      { name: { zh: '信号（dBm）', en: 'Signal (dBm)' }, width: 12, format: 'integer', cell: (it) => it.rssi },
      {
        name: { zh: '最长静默（秒）', en: 'Reporting limit (s)' },
        width: 16,
        cell: (it) => String(it.reportingLimit.seconds),
      },
      {
        name: { zh: '电量预计用尽', en: 'Battery empty at' },
        width: 20,
        cell: (it, { instant }) => instant(it.battery?.emptyAt ?? null),
      },
    ],
    page: async ({ db, scope, now }, after, limit) => {
      const any = {
        unassigned: false,
        silent: false,
        distrusted: false,
        emptyBefore: null,
        model: null,
        firmware: null,
        gateway: null,
        search: '',
      }
      const homeless = await scopeHoldsRoot(db, scope)
      const records = await listSensors(db, { scope, homeless, state, now, ...any, after: after?.uid ?? '', limit })
      return withSupervision(db, records, (it) => it.uid, now)
    },
  })

export const allSensorsTable = sensorTable({ zh: '门磁', en: 'Sensors' }, null)
export const stockTable = sensorTable({ zh: '库存', en: 'Stock' }, 'stock')
