import { alertTable } from './alert-table.ts'
import { auditTable } from './audit-table.ts'
import { orderTable } from './order-table.ts'
import { allSensorsTable, stockTable } from './sensor-table.ts'
import { staffTable } from './staff-table.ts'
import type { Table } from './table.ts'

export const TABLE_NAMES = ['alerts', 'orders', 'sensors', 'stock', 'staff', 'audit'] as const

/** What can be taken along as a file, by its name in the address. */
export const TABLES: Readonly<Record<(typeof TABLE_NAMES)[number], Table>> = {
  alerts: alertTable,
  orders: orderTable,
  sensors: allSensorsTable,
  stock: stockTable,
  staff: staffTable,
  audit: auditTable,
}
