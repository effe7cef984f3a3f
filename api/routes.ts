import type { Route } from './deps.ts'
import type { ReportRoute } from './report/report-route.ts'
import { addPushSubscriptionRoute } from './routes/add-push-subscription.ts'
import { addRosterExceptionRoute } from './routes/add-roster-exception.ts'
import { addShiftRoute } from './routes/add-shift.ts'
import { assignPolicyRoute } from './routes/assign-policy.ts'
import { cancelBackTestRoute } from './routes/cancel-back-test.ts'
import { changeContactPointRoute } from './routes/change-contact-point.ts'
import { changeRosterRoute } from './routes/change-roster.ts'
import { changeStaffRoute } from './routes/change-staff.ts'
import { commandSensorRoute } from './routes/command-sensor.ts'
import { confirmContactRoute } from './routes/confirm-contact.ts'
import { createAreaRoute } from './routes/create-area.ts'
import { createBackTestRoute } from './routes/create-back-test.ts'
import { createContactPointRoute } from './routes/create-contact-point.ts'
import { createEscalationPolicyRoute } from './routes/create-escalation-policy.ts'
import { createFittingRoute } from './routes/create-fitting.ts'
import { createGatewayRoute } from './routes/create-gateway.ts'
import { createHouseholdRoute } from './routes/create-household.ts'
import { createOrderRoute } from './routes/create-order.ts'
import { createPermitRoute } from './routes/create-permit.ts'
import { createPolicyRoute } from './routes/create-policy.ts'
import { createRosterRoute } from './routes/create-roster.ts'
import { createSensorRoute } from './routes/create-sensor.ts'
import { createSilenceRoute } from './routes/create-silence.ts'
import { createStaffRoute } from './routes/create-staff.ts'
import { declinePermitRequestRoute } from './routes/decline-permit-request.ts'
import { dispatchAlertRoute } from './routes/dispatch-alert.ts'
import { distrustSensorRoute } from './routes/distrust-sensor.ts'
import { downloadDailyPdfRoute, downloadDailyXlsxRoute } from './routes/download-daily-report.ts'
import { downloadHandoverPdfRoute, downloadHandoverXlsxRoute } from './routes/download-handover.ts'
import { downloadTableRoute } from './routes/download-table.ts'
import { endEscalationPolicyRoute } from './routes/end-escalation-policy.ts'
import { endFittingRoute } from './routes/end-fitting.ts'
import { endOnTestRoute } from './routes/end-on-test.ts'
import { endPushSubscriptionRoute } from './routes/end-push-subscription.ts'
import { endRosterRoute } from './routes/end-roster.ts'
import { endRosterExceptionRoute } from './routes/end-roster-exception.ts'
import { endShiftRoute } from './routes/end-shift.ts'
import { endSilenceRoute } from './routes/end-silence.ts'
import { extendOrderRoute } from './routes/extend-order.ts'
import { grantPermitRequestRoute } from './routes/grant-permit-request.ts'
import { listAlertsRoute } from './routes/list-alerts.ts'
import { listAreasRoute } from './routes/list-areas.ts'
import { listAuditRoute } from './routes/list-audit.ts'
import { listBackTestsRoute } from './routes/list-back-tests.ts'
import { listContactPointsRoute } from './routes/list-contact-points.ts'
import { listDeliveriesRoute } from './routes/list-deliveries.ts'
import { listEscalationPoliciesRoute } from './routes/list-escalation-policies.ts'
import { listFirmwareVersionsRoute } from './routes/list-firmware-versions.ts'
import { listGatewaysRoute } from './routes/list-gateways.ts'
import { listHandlersRoute } from './routes/list-handlers.ts'
import { listHouseholdDeliveriesRoute } from './routes/list-household-deliveries.ts'
import { listHouseholdsRoute } from './routes/list-households.ts'
import { listLabelFormatsRoute } from './routes/list-label-formats.ts'
import { listLookersRoute } from './routes/list-lookers.ts'
import { listMyDeliveriesRoute } from './routes/list-my-deliveries.ts'
import { listOnTestsRoute } from './routes/list-on-tests.ts'
import { listOpeningsRoute } from './routes/list-openings.ts'
import { listOrdersRoute } from './routes/list-orders.ts'
import { listOutagesRoute } from './routes/list-outages.ts'
import { listPermitRequestsRoute } from './routes/list-permit-requests.ts'
import { listPermitsRoute } from './routes/list-permits.ts'
import { listPoliciesRoute } from './routes/list-policies.ts'
import { listPolicyAssignmentsRoute } from './routes/list-policy-assignments.ts'
import { listProductMappingsRoute } from './routes/list-product-mappings.ts'
import { listRejectedMessagesRoute } from './routes/list-rejected-messages.ts'
import { listRostersRoute } from './routes/list-rosters.ts'
import { listSensorsRoute } from './routes/list-sensors.ts'
import { listSilencesRoute } from './routes/list-silences.ts'
import { listStaffRoute } from './routes/list-staff.ts'
import { listStaffDeliveriesRoute } from './routes/list-staff-deliveries.ts'
import { logOutRoute } from './routes/log-out.ts'
import { makeResidentLinkRoute } from './routes/make-resident-link.ts'
import { mapProductRoute } from './routes/map-product.ts'
import { overrideActivationRoute } from './routes/override-activation.ts'
import { passWalkTestRoute } from './routes/pass-walk-test.ts'
import { printLabelsRoute } from './routes/print-labels.ts'
import { putOnTestRoute } from './routes/put-on-test.ts'
import { releaseOrderRoute } from './routes/release-order.ts'
import { renewGatewayRoute } from './routes/renew-gateway.ts'
import { renewSensorRoute } from './routes/renew-sensor.ts'
import { resetPasswordRoute } from './routes/reset-password.ts'
import { retireGatewayRoute } from './routes/retire-gateway.ts'
import { retireSensorRoute } from './routes/retire-sensor.ts'
import { revealContactRoute } from './routes/reveal-contact.ts'
import { revokeGatewayRoute } from './routes/revoke-gateway.ts'
import { revokePermitRoute } from './routes/revoke-permit.ts'
import { revokeResidentLinkRoute } from './routes/revoke-resident-link.ts'
import { revokeSensorRoute } from './routes/revoke-sensor.ts'
import { setContactRoute } from './routes/set-contact.ts'
import { setSensorSettingsRoute } from './routes/set-sensor-settings.ts'
import { showAlertRoute } from './routes/show-alert.ts'
import { showBackTestRoute } from './routes/show-back-test.ts'
import { showBoardRoute } from './routes/show-board.ts'
import { showContactPointTestRoute } from './routes/show-contact-point-test.ts'
import { showDailyReportRoute } from './routes/show-daily-report.ts'
import { showGatewayRoute } from './routes/show-gateway.ts'
import { showHandoverRoute } from './routes/show-handover.ts'
import { showHouseholdRoute } from './routes/show-household.ts'
import { showLanesRoute } from './routes/show-lanes.ts'
import { showLedgerTemplateRoute } from './routes/show-ledger-template.ts'
import { showMeRoute } from './routes/show-me.ts'
import { showOnDutyRoute } from './routes/show-on-duty.ts'
import { showOrderRoute } from './routes/show-order.ts'
import { showPushKeyRoute } from './routes/show-push-key.ts'
import { showReceiptAddressesRoute } from './routes/show-receipt-addresses.ts'
import { showResidentLinkRoute } from './routes/show-resident-link.ts'
import { showResponseFiguresRoute } from './routes/show-response-figures.ts'
import { showRosterRoute } from './routes/show-roster.ts'
import { showRosterCalendarRoute } from './routes/show-roster-calendar.ts'
import { showSensorRoute } from './routes/show-sensor.ts'
import { showSensorSettingsRoute } from './routes/show-sensor-settings.ts'
import { showStockTemplateRoute } from './routes/show-stock-template.ts'
import { showWalkTestRoute } from './routes/show-walk-test.ts'
import { startWalkTestRoute } from './routes/start-walk-test.ts'
import { swapSensorRoute } from './routes/swap-sensor.ts'
import { tellResidentLinkRoute } from './routes/tell-resident-link.ts'
import { testContactPointRoute } from './routes/test-contact-point.ts'
import { trustSensorRoute } from './routes/trust-sensor.ts'
import { tryMessageRoute } from './routes/try-message.ts'
import { unmapProductRoute } from './routes/unmap-product.ts'

/** Every route below /api/v1 that needs nothing but the dependencies; signing in and the stream need more. */
export const ROUTES: readonly Route[] = [
  logOutRoute,
  showMeRoute,
  listMyDeliveriesRoute,
  showPushKeyRoute,
  addPushSubscriptionRoute,
  endPushSubscriptionRoute,
  listAreasRoute,
  createAreaRoute,
  listHouseholdsRoute,
  createHouseholdRoute,
  showHouseholdRoute,
  confirmContactRoute,
  setContactRoute,
  revealContactRoute,
  showLedgerTemplateRoute,
  showBoardRoute,
  listHouseholdDeliveriesRoute,
  listOpeningsRoute,
  showLanesRoute,
  listLookersRoute,
  showResidentLinkRoute,
  tellResidentLinkRoute,
  makeResidentLinkRoute,
  revokeResidentLinkRoute,
  listSensorsRoute,
  listFirmwareVersionsRoute,
  createSensorRoute,
  showSensorRoute,
  revokeSensorRoute,
  retireSensorRoute,
  distrustSensorRoute,
  trustSensorRoute,
  renewSensorRoute,
  showStockTemplateRoute,
  showSensorSettingsRoute,
  setSensorSettingsRoute,
  commandSensorRoute,
  listLabelFormatsRoute,
  printLabelsRoute,
  listGatewaysRoute,
  showGatewayRoute,
  renewGatewayRoute,
  revokeGatewayRoute,
  retireGatewayRoute,
  createGatewayRoute,
  listProductMappingsRoute,
  mapProductRoute,
  unmapProductRoute,
  tryMessageRoute,
  createFittingRoute,
  endFittingRoute,
  swapSensorRoute,
  startWalkTestRoute,
  showWalkTestRoute,
  passWalkTestRoute,
  listOrdersRoute,
  createOrderRoute,
  showOrderRoute,
  extendOrderRoute,
  releaseOrderRoute,
  overrideActivationRoute,
  listPermitsRoute,
  createPermitRoute,
  revokePermitRoute,
  listPermitRequestsRoute,
  grantPermitRequestRoute,
  declinePermitRequestRoute,
  listPoliciesRoute,
  createPolicyRoute,
  listPolicyAssignmentsRoute,
  assignPolicyRoute,
  listOnTestsRoute,
  putOnTestRoute,
  endOnTestRoute,
  listAlertsRoute,
  showAlertRoute,
  dispatchAlertRoute,
  showResponseFiguresRoute,
  showHandoverRoute,
  downloadHandoverPdfRoute,
  downloadHandoverXlsxRoute,
  downloadTableRoute,
  listContactPointsRoute,
  createContactPointRoute,
  testContactPointRoute,
  showContactPointTestRoute,
  listDeliveriesRoute,
  showReceiptAddressesRoute,
  listEscalationPoliciesRoute,
  createEscalationPolicyRoute,
  endEscalationPolicyRoute,
  listSilencesRoute,
  createSilenceRoute,
  endSilenceRoute,
  listStaffRoute,
  listStaffDeliveriesRoute,
  createStaffRoute,
  changeStaffRoute,
  resetPasswordRoute,
  listRejectedMessagesRoute,
  listAuditRoute,
  createBackTestRoute,
  listBackTestsRoute,
  showBackTestRoute,
  cancelBackTestRoute,
  listOutagesRoute,
  listHandlersRoute,
  listRostersRoute,
  createRosterRoute,
  showRosterRoute,
  changeContactPointRoute,
  changeRosterRoute,
  endRosterRoute,
  addShiftRoute,
  endShiftRoute,
  addRosterExceptionRoute,
  endRosterExceptionRoute,
  showOnDutyRoute,
  showRosterCalendarRoute,
]

/** Those about areas' days. */
export const REPORT_ROUTES: readonly ReportRoute[] = [
  showDailyReportRoute,
  downloadDailyPdfRoute,
  downloadDailyXlsxRoute,
]
