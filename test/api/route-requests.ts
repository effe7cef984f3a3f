import { type Community, MAPPING, STAFF_PASSWORD } from './two-areas.ts'

interface RouteRequest {
  /** Below /api/v1, about one community. */
  readonly path: (b: Community) => string
  readonly body?: (b: Community) => unknown
  /** To staff of another community. 200: a list, which must not hold anything of this one. */
  readonly status: number
}

/** After the order that the community has. */
const nextTerm = { startsAt: '2026-04-02T04:00:00Z', endsAt: '2026-04-16T04:00:00Z' }
const window = { from: '2026-03-02T04:00:00Z', until: '2026-03-02T05:00:00Z' }

/** As a browser's `PushSubscription` has it; its keys are those of RFC 8291, appendix A. */
export const BROWSER = {
  endpoint: 'https://push.example/wpush/v2/gAAAAABk',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  language: 'zh',
}

const tonight = { from: '2026-03-02T12:00:00Z', until: '2026-03-02T14:00:00Z' }

/** One request for every route that is not about the caller alone. The community's own staff may make each of them. */
export const ROUTE_REQUESTS: Readonly<Record<string, RouteRequest>> = {
  'GET /web-push-key': { path: () => '/web-push-key', status: 200 },
  'POST /me/web-push-subscriptions': {
    path: () => '/me/web-push-subscriptions',
    body: () => BROWSER,
    status: 200,
  },
  'POST /me/web-push-subscriptions/end': {
    path: () => '/me/web-push-subscriptions/end',
    body: () => ({ endpoint: 'https://push.example/no-such' }),
    status: 200,
  },
  'GET /areas': { path: (b) => `/areas?parentId=${b.areaId}`, status: 200 },
  'POST /areas': {
    path: () => '/areas',
    body: (b) => ({ parentId: b.areaId, kind: 'building', name: 'x' }),
    status: 404,
  },
  'GET /areas/:id/board': { path: (b) => `/areas/${b.areaId}/board`, status: 404 },
  'GET /areas/:id/handlers': { path: (b) => `/areas/${b.areaId}/handlers`, status: 404 },
  'GET /households': { path: () => '/households', status: 200 },
  'POST /households': { path: () => '/households', body: (b) => ({ areaId: b.areaId, room: 'x' }), status: 404 },
  'GET /households/:id': { path: (b) => `/households/${b.householdId}`, status: 404 },
  'GET /households/:id/openings': { path: (b) => `/households/${b.householdId}/openings`, status: 404 },
  'GET /households/:id/lanes': {
    path: (b) => `/households/${b.householdId}/lanes?from=2026-03-01T04:00:00Z&until=2026-03-02T04:00:00Z`,
    status: 404,
  },
  'GET /households/:id/lookers': { path: (b) => `/households/${b.householdId}/lookers`, status: 404 },
  'POST /households/:id/confirm-contact': { path: (b) => `/households/${b.householdId}/confirm-contact`, status: 404 },
  'POST /households/:id/contact': {
    path: (b) => `/households/${b.householdId}/contact`,
    body: () => ({ channel: 'sms', name: 'x', phone: '13800001234' }),
    status: 404,
  },
  'POST /households/:id/reveal-contact': {
    path: (b) => `/households/${b.householdId}/reveal-contact`,
    body: () => ({ purpose: 'x' }),
    status: 404,
  },
  'GET /households/:id/resident-link': { path: (b) => `/households/${b.householdId}/resident-link`, status: 404 },
  'GET /households/:id/resident-link/address': {
    path: (b) => `/households/${b.householdId}/resident-link/address`,
    status: 404,
  },
  'POST /households/:id/resident-link': { path: (b) => `/households/${b.householdId}/resident-link`, status: 404 },
  'POST /households/:id/resident-link/revoke': {
    path: (b) => `/households/${b.householdId}/resident-link/revoke`,
    status: 404,
  },
  'GET /permit-requests': { path: () => '/permit-requests', status: 200 },
  'POST /permit-requests/:id/grant': {
    path: (b) => `/permit-requests/${b.permitRequestId}/grant`,
    body: () => ({ reason: 'x' }),
    status: 404,
  },
  'POST /permit-requests/:id/decline': {
    path: (b) => `/permit-requests/${b.permitRequestId}/decline`,
    body: () => ({ reason: 'x' }),
    status: 404,
  },
  'GET /households/:id/deliveries': { path: (b) => `/households/${b.householdId}/deliveries`, status: 404 },
  'GET /sensors': { path: () => '/sensors', status: 200 },
  'GET /firmware-versions': { path: () => '/firmware-versions', status: 200 },
  'POST /sensors': { path: () => '/sensors', body: (b) => ({ uid: 'door-new', areaId: b.areaId }), status: 404 },
  'POST /labels': { path: () => '/labels', body: (b) => ({ format: 'a4_65', uids: [b.stockUid] }), status: 404 },
  'GET /sensors/:uid': { path: (b) => `/sensors/${b.sensorUid}`, status: 404 },
  'POST /sensors/:uid/retire': {
    path: (b) => `/sensors/${b.stockUid}/retire`,
    body: () => ({ reason: 'broken' }),
    status: 404,
  },
  'POST /sensors/:uid/distrust': {
    path: (b) => `/sensors/${b.sensorUid}/distrust`,
    body: () => ({ reason: 'says strange things' }),
    status: 404,
  },
  'POST /sensors/:uid/trust': {
    path: (b) => `/sensors/${b.strangeUid}/trust`,
    body: () => ({ reason: 'mended' }),
    status: 404,
  },
  'POST /sensors/:uid/renew': {
    path: (b) => `/sensors/${b.stockUid}/renew`,
    body: () => ({ reason: 'lost' }),
    status: 404,
  },
  'GET /sensors/:uid/settings': { path: (b) => `/sensors/${b.sensorUid}/settings`, status: 404 },
  'POST /sensors/:uid/settings': {
    path: (b) => `/sensors/${b.sensorUid}/settings`,
    body: () => ({ heartbeatSeconds: 300 }),
    status: 404,
  },
  'POST /sensors/:uid/command': {
    path: (b) => `/sensors/${b.sensorUid}/command`,
    body: () => ({ command: 'locate' }),
    status: 404,
  },
  'POST /sensors/:uid/revoke': { path: (b) => `/sensors/${b.sensorUid}/revoke`, status: 404 },
  'GET /gateways/:id': { path: (b) => `/gateways/${b.gatewayId}`, status: 404 },
  'POST /gateways/:id/renew': {
    path: (b) => `/gateways/${b.gatewayId}/renew`,
    body: () => ({ reason: 'lost' }),
    status: 404,
  },
  'POST /gateways/:id/revoke': {
    path: (b) => `/gateways/${b.gatewayId}/revoke`,
    body: () => ({ reason: 'lost' }),
    status: 404,
  },
  'POST /gateways/:id/retire': {
    path: (b) => `/gateways/${b.gatewayId}/retire`,
    body: () => ({ reason: 'lost' }),
    status: 404,
  },
  'GET /gateways': { path: () => '/gateways', status: 200 },
  'GET /gateways/:id/mappings': { path: (b) => `/gateways/${b.gatewayId}/mappings`, status: 404 },
  'POST /gateways/:id/mappings': {
    path: (b) => `/gateways/${b.gatewayId}/mappings`,
    body: () => ({ mapping: { ...MAPPING, product: 'another' } }),
    status: 404,
  },
  'POST /gateways/:id/mappings/end': {
    path: (b) => `/gateways/${b.gatewayId}/mappings/end`,
    body: () => ({ product: MAPPING.product }),
    status: 404,
  },
  'POST /gateways/:id/try-message': {
    path: (b) => `/gateways/${b.gatewayId}/try-message`,
    body: () => ({ topic: 'x', payload: '{}' }),
    status: 404,
  },
  'POST /gateways': {
    path: () => '/gateways',
    body: (b) => ({ id: 'gateway-new', adapter: 'zigbee2mqtt', baseTopic: 'z2m-new', areaId: b.areaId }),
    status: 404,
  },
  'POST /fittings': {
    path: () => '/fittings',
    body: (b) => ({ sensorUid: b.stockUid, householdId: b.householdId }),
    status: 404,
  },
  'POST /fittings/:id/swap': {
    path: (b) => `/fittings/${b.fittingId}/swap`,
    body: (b) => ({ sensorUid: b.stockUid, reason: 'empty battery' }),
    status: 404,
  },
  'POST /fittings/:id/start-walk-test': { path: (b) => `/fittings/${b.fittingId}/start-walk-test`, status: 404 },
  'GET /fittings/:id/walk-test': { path: (b) => `/fittings/${b.fittingId}/walk-test`, status: 404 },
  'POST /fittings/:id/pass-walk-test': { path: (b) => `/fittings/${b.fittingId}/pass-walk-test`, status: 404 },
  'POST /fittings/:id/end': { path: (b) => `/fittings/${b.fittingId}/end`, status: 404 },
  'GET /orders': { path: (b) => `/orders?householdId=${b.householdId}`, status: 200 },
  'POST /orders': {
    path: () => '/orders',
    body: (b) => ({ householdId: b.householdId, ...nextTerm, basis: 'x' }),
    status: 404,
  },
  'GET /orders/:id': { path: (b) => `/orders/${b.orderId}`, status: 404 },
  'POST /orders/:id/extend': {
    path: (b) => `/orders/${b.orderId}/extend`,
    body: () => ({ endsAt: '2026-03-20T04:00:00Z', reason: 'x' }),
    status: 404,
  },
  'POST /orders/:id/override-activation': {
    path: (b) => `/orders/${b.waitingOrderId}/override-activation`,
    body: () => ({ reason: 'x' }),
    status: 404,
  },
  'POST /orders/:id/release': { path: (b) => `/orders/${b.orderId}/release`, status: 404 },
  'GET /permits': { path: (b) => `/permits?householdId=${b.householdId}`, status: 200 },
  'POST /permits': {
    path: () => '/permits',
    body: (b) => ({ householdId: b.householdId, ...window, reason: 'delivery', openingsMax: 1 }),
    status: 404,
  },
  'POST /permits/:id/revoke': { path: (b) => `/permits/${b.permitId}/revoke`, status: 404 },
  'GET /policies': { path: () => '/policies', status: 200 },
  // Policies are everybody's to read, and hold nowhere until they are assigned.
  'POST /policies': { path: () => '/policies', body: () => ({ name: 'quiet nights', settings: {} }), status: 200 },
  'GET /policy-assignments': { path: () => '/policy-assignments', status: 200 },
  'POST /policy-assignments': {
    path: () => '/policy-assignments',
    body: (b) => ({ areaId: b.areaId, policyId: 1 }),
    status: 404,
  },
  'GET /households/:id/on-tests': { path: (b) => `/households/${b.householdId}/on-tests`, status: 404 },
  'POST /households/:id/on-test': {
    path: (b) => `/households/${b.householdId}/on-test`,
    body: (b) => ({ sensorUid: b.sensorUid, reason: 'walk test' }),
    status: 404,
  },
  'POST /on-tests/:id/end': { path: (b) => `/on-tests/${b.onTestId}/end`, status: 404 },
  'GET /alerts': { path: (b) => `/alerts?areaId=${b.areaId}`, status: 200 },
  'GET /alerts/:id': { path: (b) => `/alerts/${b.alertId}`, status: 404 },
  'POST /alerts/:id/acknowledge': { path: (b) => `/alerts/${b.alertId}/acknowledge`, status: 404 },
  'POST /alerts/:id/resolve': {
    path: (b) => `/alerts/${b.alertId}/resolve`,
    body: () => ({ outcome: 'test', note: '' }),
    status: 404,
  },
  'POST /alerts/:id/dispatch': {
    path: (b) => `/alerts/${b.alertId}/dispatch`,
    body: () => ({ kind: 'on_site', note: 'x' }),
    status: 404,
  },
  'GET /response-figures': {
    path: (b) => `/response-figures?from=2026-03-01T00:00:00Z&until=2026-03-03T00:00:00Z&areaId=${b.areaId}`,
    status: 404,
  },
  'GET /tables/:table': { path: () => '/tables/alerts', status: 200 },
  'GET /areas/:id/reports/daily': { path: (b) => `/areas/${b.areaId}/reports/daily`, status: 404 },
  'GET /areas/:id/reports/daily.pdf': { path: (b) => `/areas/${b.areaId}/reports/daily.pdf`, status: 404 },
  'GET /areas/:id/reports/daily.xlsx': { path: (b) => `/areas/${b.areaId}/reports/daily.xlsx`, status: 404 },
  'GET /areas/:id/reports/handover': {
    path: (b) => `/areas/${b.areaId}/reports/handover?rosterId=${b.rosterId}`,
    status: 404,
  },
  'GET /areas/:id/reports/handover.pdf': { path: (b) => `/areas/${b.areaId}/reports/handover.pdf`, status: 404 },
  'GET /areas/:id/reports/handover.xlsx': { path: (b) => `/areas/${b.areaId}/reports/handover.xlsx`, status: 404 },
  'GET /contact-points': { path: () => '/contact-points', status: 200 },
  'POST /contact-points': {
    path: () => '/contact-points',
    body: (b) => ({ areaId: b.areaId, channel: 'email', target: 'x@example.org' }),
    status: 404,
  },
  'POST /contact-points/:id/test': { path: (b) => `/contact-points/${b.contactPointId}/test`, status: 404 },
  // Nothing, as where no test was sent.
  'GET /contact-points/:id/test': { path: (b) => `/contact-points/${b.contactPointId}/test`, status: 200 },
  'GET /deliveries': { path: () => '/deliveries', status: 200 },
  'POST /contact-points/:id/change': {
    path: (b) => `/contact-points/${b.contactPointId}/change`,
    body: () => ({ place: 3 }),
    status: 404,
  },
  // Empty, since they are for holders of the whole.
  'GET /receipt-addresses': { path: () => '/receipt-addresses', status: 200 },
  'GET /staff/:id/deliveries': { path: (b) => `/staff/${b.staffId}/deliveries`, status: 200 },
  'GET /escalation-policies': { path: () => '/escalation-policies', status: 200 },
  'POST /escalation-policies': {
    path: () => '/escalation-policies',
    body: (b) => ({
      areaId: b.areaId,
      name: 'small things',
      kinds: ['sensor_tamper'],
      steps: [{ level: 'duty_desk', afterMs: 0 }],
    }),
    status: 404,
  },
  'POST /escalation-policies/:id/end': { path: (b) => `/escalation-policies/${b.escalationPolicyId}/end`, status: 404 },
  'GET /silences': { path: () => '/silences', status: 200 },
  'POST /silences': {
    path: () => '/silences',
    body: (b) => ({ areaId: b.areaId, reason: 'new batteries', until: '2026-03-02T05:00:00Z' }),
    status: 404,
  },
  'POST /silences/:id/end': { path: (b) => `/silences/${b.silenceId}/end`, status: 404 },
  'GET /staff': { path: () => '/staff', status: 200 },
  'POST /staff': {
    path: () => '/staff',
    body: (b) => ({
      username: 'intruder',
      displayName: 'x',
      password: STAFF_PASSWORD,
      roles: [{ role: 'viewer', areaId: b.areaId }],
    }),
    status: 404,
  },
  'POST /staff/:id/change': {
    path: (b) => `/staff/${b.colleagueId}/change`,
    body: () => ({ displayName: 'x' }),
    status: 404,
  },
  'POST /staff/:id/password': {
    path: (b) => `/staff/${b.colleagueId}/password`,
    body: () => ({ password: STAFF_PASSWORD }),
    status: 404,
  },
  'GET /rejected-messages': { path: () => '/rejected-messages', status: 200 },
  'POST /ledger/check': {
    path: (b) => `/ledger/check?areaId=${b.areaId}&name=x.csv`,
    body: () => Buffer.from('房号\n0909\n'),
    status: 404,
  },
  'POST /ledger/import': {
    path: (b) => `/ledger/import?areaId=${b.areaId}&name=x.csv`,
    body: () => Buffer.from('房号\n0909\n'),
    status: 404,
  },
  'POST /stock/check': {
    path: (b) => `/stock/check?areaId=${b.areaId}&name=x.csv`,
    body: () => Buffer.from('编号\nintruder-1\n'),
    status: 404,
  },
  'POST /stock/import': {
    path: (b) => `/stock/import?areaId=${b.areaId}&name=x.csv`,
    body: () => Buffer.from('编号\nintruder-1\n'),
    status: 404,
  },
  'POST /ledger/export': {
    path: () => '/ledger/export',
    body: (b) => ({ areaId: b.areaId, format: 'csv' }),
    status: 404,
  },
  'GET /outages': { path: () => '/outages', status: 200 },
  'GET /rosters': { path: () => '/rosters', status: 200 },
  'POST /rosters': {
    path: () => '/rosters',
    body: (b) => ({ areaId: b.areaId, name: 'nights', level: 'grid_worker', fallback: [b.staffId] }),
    status: 404,
  },
  'GET /rosters/:id': { path: (b) => `/rosters/${b.rosterId}`, status: 404 },
  'POST /rosters/:id/change': {
    path: (b) => `/rosters/${b.rosterId}/change`,
    body: () => ({ name: 'renamed' }),
    status: 404,
  },
  'POST /rosters/:id/end': { path: (b) => `/rosters/${b.rosterId}/end`, status: 404 },
  'POST /rosters/:id/shifts': {
    path: (b) => `/rosters/${b.rosterId}/shifts`,
    body: (b) => ({ staffId: b.staffId, weekdays: [1], from: '20:00', until: '08:00', validFrom: '2026-03-02' }),
    status: 404,
  },
  'POST /shifts/:id/end': { path: (b) => `/shifts/${b.shiftId}/end`, body: () => ({ lastDay: null }), status: 404 },
  'POST /rosters/:id/exceptions': {
    path: (b) => `/rosters/${b.rosterId}/exceptions`,
    body: (b) => ({ kind: 'absent', staffId: b.staffId, ...tonight, reason: 'x' }),
    status: 404,
  },
  'POST /roster-exceptions/:id/end': { path: (b) => `/roster-exceptions/${b.rosterExceptionId}/end`, status: 404 },
  'GET /rosters/:id/on-duty': { path: (b) => `/rosters/${b.rosterId}/on-duty`, status: 404 },
  'GET /rosters/:id/calendar': {
    path: (b) => `/rosters/${b.rosterId}/calendar?from=2026-03-02T00:00:00Z&until=2026-03-04T00:00:00Z`,
    status: 404,
  },
  'POST /back-tests': {
    path: () => '/back-tests',
    body: (b) => ({ areaId: b.areaId, ...window, settings: { graceSeconds: 30 } }),
    status: 404,
  },
  'GET /back-tests': { path: () => '/back-tests', status: 200 },
  'GET /back-tests/:id': { path: (b) => `/back-tests/${b.backTestId}`, status: 404 },
  'DELETE /back-tests/:id': { path: (b) => `/back-tests/${b.backTestId}`, status: 404 },
  'GET /audit': { path: (b) => `/audit?householdId=${b.householdId}`, status: 200 },
}
