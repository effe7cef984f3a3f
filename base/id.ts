import { z } from 'zod'

const rowId = z.number().int().positive()

export const areaId = rowId.brand<'AreaId'>()
export type AreaId = z.infer<typeof areaId>

export const householdId = rowId.brand<'HouseholdId'>()
export type HouseholdId = z.infer<typeof householdId>

export const orderId = rowId.brand<'OrderId'>()
export type OrderId = z.infer<typeof orderId>

export const permitId = rowId.brand<'PermitId'>()
export type PermitId = z.infer<typeof permitId>

export const permitRequestId = rowId.brand<'PermitRequestId'>()
export type PermitRequestId = z.infer<typeof permitRequestId>

export const alertId = rowId.brand<'AlertId'>()
export type AlertId = z.infer<typeof alertId>

export const staffId = rowId.brand<'StaffId'>()
export type StaffId = z.infer<typeof staffId>

export const rosterId = rowId.brand<'RosterId'>()
export type RosterId = z.infer<typeof rosterId>

export const escalationPolicyId = rowId.brand<'EscalationPolicyId'>()
export type EscalationPolicyId = z.infer<typeof escalationPolicyId>

export const silenceId = rowId.brand<'SilenceId'>()
export type SilenceId = z.infer<typeof silenceId>

/**
 * A sensor's identity, whatever its maker: a native sensor's own id, or `zigbee:<ieee16>`, `lorawan:<eui>`,
 * `ble:<mac12>`, `wifi:<mac12>`, `imei:<n>`, `<platform>:<product>/<name>`. A second contact of one device ends in `#2`.
 */
export const sensorUid = z.string().min(1).max(128).brand<'SensorUid'>()
export type SensorUid = z.infer<typeof sensorUid>
