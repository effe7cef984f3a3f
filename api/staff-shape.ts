import { z } from 'zod'
import { areaId } from '../base/id.ts'
import { ROLES } from '../store/staff.ts'

const ROLES_MAX = 50

export const displayName = z.string().trim().min(1).max(64)
export const password = z.string().min(1).max(256)
export const roles = z
  .array(z.object({ role: z.enum(ROLES), areaId }))
  .min(1)
  .max(ROLES_MAX)
