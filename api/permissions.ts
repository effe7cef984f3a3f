import { HANDLERS, ROLES, type Role } from '../store/staff.ts'

/** Who may call a route: anyone at all, anyone signed in, or the holders of a role, each within that role's areas. */
export type Permission = 'anyone' | 'signed_in' | readonly Role[]

const EVERYONE = ROLES
const WATCHERS: readonly Role[] = ['viewer', 'grid_worker', 'duty_officer', 'admin', 'auditor']
const OFFICERS: readonly Role[] = ['duty_officer', 'admin']
const INSTALLERS: readonly Role[] = ['installer', 'admin']
const DEVICE_READERS: readonly Role[] = ['installer', 'duty_officer', 'admin', 'auditor']
const TESTERS: readonly Role[] = ['installer', 'duty_officer', 'admin']
const ADMINS: readonly Role[] = ['admin']
const AUDITORS: readonly Role[] = ['admin', 'auditor']

/** Every route below /api/v1. A route that is not here does not start. */
export const PERMISSIONS: ReadonlyMap<string, Permission> = new Map<string, Permission>([
  ['POST /api/v1/login', 'anyone'],
  ['POST /api/v1/logout', 'signed_in'],
  ['GET /api/v1/me', 'signed_in'],
  ['POST /api/v1/me/password', 'signed_in'],
  ['GET /api/v1/me/deliveries', 'signed_in'],
  ['GET /api/v1/web-push-key', 'signed_in'],
  ['POST /api/v1/me/web-push-subscriptions', 'signed_in'],
  ['POST /api/v1/me/web-push-subscriptions/end', 'signed_in'],
  ['GET /api/v1/areas', EVERYONE],
  ['POST /api/v1/areas', ADMINS],
  ['GET /api/v1/areas/:id/board', EVERYONE],
  ['GET /api/v1/households', EVERYONE],
  ['POST /api/v1/households', ADMINS],
  ['GET /api/v1/households/:id', EVERYONE],
  ['GET /api/v1/households/:id/openings', WATCHERS],
  ['GET /api/v1/households/:id/lanes', WATCHERS],
  ['GET /api/v1/households/:id/lookers', WATCHERS],
  ['POST /api/v1/households/:id/confirm-contact', HANDLERS],
  ['POST /api/v1/households/:id/contact', HANDLERS],
  ['POST /api/v1/households/:id/reveal-contact', HANDLERS],
  ['GET /api/v1/households/:id/deliveries', WATCHERS],
  ['GET /api/v1/sensors', DEVICE_READERS],
  ['POST /api/v1/sensors', INSTALLERS],
  ['POST /api/v1/sensors/:uid/revoke', INSTALLERS],
  ['GET /api/v1/gateways', DEVICE_READERS],
  ['POST /api/v1/gateways', ADMINS],
  ['POST /api/v1/fittings', INSTALLERS],
  ['POST /api/v1/fittings/:id/end', INSTALLERS],
  ['POST /api/v1/fittings/:id/pass-walk-test', INSTALLERS],
  ['GET /api/v1/orders', WATCHERS],
  ['POST /api/v1/orders', OFFICERS],
  ['GET /api/v1/orders/:id', WATCHERS],
  ['POST /api/v1/orders/:id/extend', OFFICERS],
  ['POST /api/v1/orders/:id/release', OFFICERS],
  ['POST /api/v1/orders/:id/override-activation', OFFICERS],
  ['GET /api/v1/permits', WATCHERS],
  ['POST /api/v1/permits', HANDLERS],
  ['POST /api/v1/permits/:id/revoke', HANDLERS],
  ['GET /api/v1/policies', WATCHERS],
  ['POST /api/v1/policies', ADMINS],
  ['GET /api/v1/policy-assignments', WATCHERS],
  ['POST /api/v1/policy-assignments', ADMINS],
  ['GET /api/v1/households/:id/on-tests', EVERYONE],
  ['POST /api/v1/households/:id/on-test', TESTERS],
  ['POST /api/v1/on-tests/:id/end', TESTERS],
  ['GET /api/v1/alerts', WATCHERS],
  ['GET /api/v1/alerts/:id', WATCHERS],
  ['POST /api/v1/alerts/:id/acknowledge', HANDLERS],
  ['POST /api/v1/alerts/:id/resolve', HANDLERS],
  ['POST /api/v1/alerts/:id/dispatch', HANDLERS],
  ['GET /api/v1/alerts/stream', WATCHERS],
  ['GET /api/v1/response-figures', WATCHERS],
  ['GET /api/v1/contact-points', ADMINS],
  ['POST /api/v1/contact-points', ADMINS],
  ['POST /api/v1/contact-points/:id/test', ADMINS],
  ['POST /api/v1/contact-points/:id/change', ADMINS],
  ['GET /api/v1/receipt-addresses', ADMINS],
  ['GET /api/v1/escalation-policies', WATCHERS],
  ['POST /api/v1/escalation-policies', OFFICERS],
  ['POST /api/v1/escalation-policies/:id/end', OFFICERS],
  ['GET /api/v1/silences', WATCHERS],
  ['POST /api/v1/silences', OFFICERS],
  ['POST /api/v1/silences/:id/end', OFFICERS],
  ['GET /api/v1/staff', AUDITORS],
  ['POST /api/v1/staff', ADMINS],
  ['GET /api/v1/staff/:id/deliveries', OFFICERS],
  ['GET /api/v1/rejected-messages', DEVICE_READERS],
  ['GET /api/v1/audit', AUDITORS],
  ['POST /api/v1/back-tests', OFFICERS],
  ['GET /api/v1/back-tests/:id', OFFICERS],
  ['DELETE /api/v1/back-tests/:id', OFFICERS],
  ['GET /api/v1/outages', EVERYONE],
  ['GET /api/v1/rosters', WATCHERS],
  ['POST /api/v1/rosters', OFFICERS],
  ['GET /api/v1/rosters/:id', WATCHERS],
  ['POST /api/v1/rosters/:id/change', OFFICERS],
  ['POST /api/v1/rosters/:id/end', OFFICERS],
  ['POST /api/v1/rosters/:id/shifts', OFFICERS],
  ['POST /api/v1/shifts/:id/end', OFFICERS],
  ['POST /api/v1/rosters/:id/exceptions', OFFICERS],
  ['POST /api/v1/roster-exceptions/:id/end', OFFICERS],
  ['GET /api/v1/rosters/:id/on-duty', WATCHERS],
  ['GET /api/v1/rosters/:id/calendar', WATCHERS],
])

/** Open to those who must first choose a password of their own. */
export const BEFORE_PASSWORD_CHANGE: readonly string[] = [
  'GET /api/v1/me',
  'POST /api/v1/me/password',
  'POST /api/v1/logout',
]
