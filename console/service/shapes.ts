import type { paths } from './contract.d.ts'

/** The parts of the contract that pages speak of by name. */
export type Answer<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
  responses: { 200: { content: { 'application/json': infer T } } }
}
  ? T
  : never

/** What a change is asked with. */
export type Body<P extends keyof paths> = paths[P] extends {
  post: { requestBody?: { content: { 'application/json': infer T } } }
}
  ? T
  : never

export type Me = Answer<'/api/v1/me', 'get'>
export type Role = Me['roles'][number]['role']
export type AlertList = Answer<'/api/v1/alerts', 'get'>
export type Alert = AlertList['alerts'][number]
export type AlertStory = Answer<'/api/v1/alerts/{id}', 'get'>
export type Severity = Alert['severity']
export type Outcome = NonNullable<Alert['outcome']>
export type Area = Answer<'/api/v1/areas', 'get'>['areas'][number]
type BoardAnswer = Answer<'/api/v1/areas/{id}/board', 'get'>
export type Board = NonNullable<BoardAnswer['board']>
export type BoardHousehold = Board['households'][number]
export type HouseholdList = Answer<'/api/v1/households', 'get'>
export type HouseholdRow = HouseholdList['households'][number]
export type Household = Answer<'/api/v1/households/{id}', 'get'>
export type Order = Household['orders'][number]
export type Permit = Household['permits'][number]
export type PermitRequest = Answer<'/api/v1/permit-requests', 'get'>['requests'][number]
export type Lanes = Answer<'/api/v1/households/{id}/lanes', 'get'>
export type Sensor = Answer<'/api/v1/sensors/{uid}', 'get'>
export type WalkTest = Answer<'/api/v1/fittings/{id}/walk-test', 'get'>
export type DoorLane = Lanes['doors'][number]
export type DailyReport = Answer<'/api/v1/areas/{id}/reports/daily', 'get'>
export type Policy = Answer<'/api/v1/policies', 'get'>['policies'][number]
export type PolicySettings = Policy['settings']
export type PolicyAssignment = Answer<'/api/v1/policy-assignments', 'get'>['assignments'][number]
export type BackTest = Answer<'/api/v1/back-tests/{id}', 'get'>
export type BackTestResult = NonNullable<BackTest['result']>
export type Handover = Answer<'/api/v1/areas/{id}/reports/handover', 'get'>
export type StaffMember = Answer<'/api/v1/staff', 'get'>['staff'][number]
export type AuditEntry = Answer<'/api/v1/audit', 'get'>['audit'][number]
export type Roster = Answer<'/api/v1/rosters', 'get'>['rosters'][number]
export type RosterDetail = Answer<'/api/v1/rosters/{id}', 'get'>
export type Calendar = Answer<'/api/v1/rosters/{id}/calendar', 'get'>
export type Person = RosterDetail['people'][number]
type EscalationPolicies = Answer<'/api/v1/escalation-policies', 'get'>
export type EscalationPolicy = EscalationPolicies['policies'][number]
export type EscalationTerms = EscalationPolicies['defaults']
export type ContactPoint = Answer<'/api/v1/contact-points', 'get'>['contactPoints'][number]
export type Delivery = Answer<'/api/v1/deliveries', 'get'>['deliveries'][number]
export type Silence = Answer<'/api/v1/silences', 'get'>['silences'][number]
