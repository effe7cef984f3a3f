import { z } from 'zod'
import { readConfig } from '../../base/config.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { QUIET_MS } from '../../evaluator/heard-until.ts'
import { DEFAULT_PROFILE } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../firmware-sim/sensor.ts'
import { SteppedClock } from '../../firmware-sim/stepped-clock.ts'
import { type Service, startService } from '../../main.ts'
import { maskedNumber } from '../../registry/phone-number.ts'
import type { Phone } from '../../store/contact-point.ts'
import { readPulse } from '../../store/outage.ts'
import * as alibaba from '../alerts/alibaba.ts'
import { type Receiver, startReceiver } from '../alerts/receiver.ts'
import { freshDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { type Ask, createVisitor } from './visitor.ts'

type Id = { readonly id: number }

/** What a provider's carrier was given for one number. */
type Inbox = (phone: string) => readonly alibaba.Taken[]

export interface Story {
  readonly alert: Readonly<Record<string, unknown>>
  readonly log: readonly { at: string; what: string; by: string | null; detail: Record<string, unknown> }[]
  readonly notifications: readonly {
    readonly reason: string
    readonly channel: string
    readonly target: string
    readonly tries: readonly { outcome: string; answer: string | null; reference: string | null }[]
    readonly fellBackAt: string | null
    readonly failedAt: string | null
  }[]
}

/** The whole service on a clock that is set, a household, and who is on duty for it. */
export interface Night {
  readonly httpUrl: string
  readonly texts: Inbox
  readonly calls: Inbox
  /** Where the community's own system takes webhooks. */
  readonly community: Receiver
  /** Lets time pass up to a time of this night, in steps that are short enough for the service to keep its pulse. */
  goTo(time: string): Promise<void>
  door(contact: 'open' | 'closed'): Promise<void>
  /** In the queue, as the administrator sees them. */
  alerts(): Promise<readonly Id[]>
  story(): Promise<Story>
  /** Sends a test to whoever has this number for text messages. */
  sendTest(phone: string): Promise<void>
  /** As the member of the desk who has the text message. */
  resolve(outcome: string, note: string): Promise<void>
  close(): Promise<void>
}

export const PHONES = {
  resident: '13800001234',
  gridWorker: '13900001111',
  desk: '13700002222',
  otherDesk: '13700003333',
  streetOffice: '13600004444',
} as const
/** What the community's system shares with the service. */
export const COMMUNITY_SECRET = 'shared with the community'
const ADMIN_PASSWORD = 'a long enough password'
const STEP_MS = 30_000
/** It says nothing by itself in all that time, so that the pulse is the passing time's and not an arrival's. */
const PROFILE = { ...DEFAULT_PROFILE, heartbeatMs: 3_600_000 }
/** A provider that refuses: this number has had all that it may have today. */
const REFUSAL = { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发天级流控Permits:20' }

/** From `startsAt` on, an ISO time in Shanghai. */
export async function startNight(startsAt: string): Promise<Night> {
  const closers: (() => Promise<void>)[] = []
  const time = new SteppedClock(Date.parse(startsAt))
  const database = await freshDatabase()
  closers.push(() => database.close())
  const [texts, calls] = [await startPhone('sms', closers), await startPhone('voice', closers)]
  const config = readConfig({ ...settings(texts.url, calls.url), DATABASE_URL: database.url })
  const given = { config, log: createLog('silent'), demoPassword: ADMIN_PASSWORD, clock: time.clock }
  const service = await startService(given)
  closers.push(() => service.close())
  const community = await startReceiver()
  closers.push(() => community.close())
  const admin = createVisitor(service.httpUrl)
  await admin('POST', '/login', { username: 'admin', password: ADMIN_PASSWORD })
  const areas = await makeAreas(admin, community.url)
  await setTerms(admin, areas.street)
  const desk = await makeRosters(admin, areas, service.httpUrl)
  const sensor = await moveIn(admin, areas.building, { service, time })
  closers.push(() => sensor.stop())
  const alerts = async () => (await admin<{ alerts: Id[] }>('GET', '/alerts')).alerts
  const onlyAlert = async () => (await alerts()).map((it) => it.id).join()
  const goTo = (clock: string) => letPass(service, time, Date.parse(startsAt.replace(/T.{8}/, `T${clock}`)))
  return {
    ...{ httpUrl: service.httpUrl, texts: texts.inbox, calls: calls.inbox, community, goTo, alerts },
    async door(contact) {
      sensor.feel({ kind: 'door', door: contact })
      await until(`the sensor knows that "${contact}" is stored`, () => sensor.counts.journalLeft === 0)
    },
    story: async () => admin<Story>('GET', `/alerts/${await onlyAlert()}`),
    async sendTest(phone) {
      const { contactPoints } = await admin<{ contactPoints: (Id & { channel: string; target: string })[] }>(
        'GET',
        '/contact-points',
      )
      const point = contactPoints.find((it) => it.channel === 'sms' && it.target === maskedNumber(phone))
      await admin('POST', `/contact-points/${point?.id}/test`, {})
    },
    async resolve(outcome, note) {
      await desk('POST', `/alerts/${await onlyAlert()}/resolve`, { outcome, note })
    },
    async close() {
      for (const close of closers.toReversed()) await close()
    },
  }
}

function settings(smsUrl: string, voiceUrl: string): Record<string, string> {
  return {
    ...{ MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_KEY: 'A'.repeat(43), MENSHEN_CANARY: 'false' },
    MENSHEN_ALIBABA_ACCESS_KEY_ID: alibaba.ACCESS_KEY.accessKeyId,
    MENSHEN_ALIBABA_ACCESS_KEY_SECRET: alibaba.ACCESS_KEY.accessKeySecret,
    ...{ MENSHEN_ALIBABA_SMS_ENDPOINT: smsUrl, MENSHEN_ALIBABA_VOICE_ENDPOINT: voiceUrl },
    ...{ MENSHEN_SMS_SIGN_NAME: alibaba.SIGN_NAME, MENSHEN_SMS_TEMPLATE_ZH: alibaba.TEMPLATES.sms },
    ...{ MENSHEN_SMS_TEMPLATE_EN: alibaba.ENGLISH_TEMPLATES.sms, MENSHEN_VOICE_TEMPLATE_ZH: alibaba.TEMPLATES.voice },
  }
}

/** The provider, which checks what it is sent, and refuses the grid worker's number. */
async function startPhone(channel: Phone, closers: (() => Promise<void>)[]): Promise<{ url: string; inbox: Inbox }> {
  const numberOf = ({ PhoneNumbers, CalledNumber }: alibaba.Taken) => PhoneNumbers ?? CalledNumber
  const provider = await alibaba.startAlibaba(channel, (response, message) => {
    if (numberOf(message) === PHONES.gridWorker) alibaba.reply(response, 200, REFUSAL)
    else alibaba.ok(channel)(response)
  })
  closers.push(() => provider.close())
  return { url: provider.url, inbox: (phone) => provider.taken.filter((it) => numberOf(it) === phone) }
}

interface Areas {
  readonly street: number
  readonly community: number
  readonly building: number
}

async function makeAreas(admin: Ask, communityUrl: string): Promise<Areas> {
  const { areas } = await admin<{ areas: Id[] }>('GET', '/areas')
  const below = async (parentId: number | undefined, kind: string, name: string) =>
    (await admin<Id>('POST', '/areas', { parentId, kind, name })).id
  const street = await below(areas[0]?.id, 'street', '豫园街道')
  const community = await below(street, 'community', '学院社区')
  const building = await below(community, 'building', '3号楼')
  const webhook = { areaId: community, channel: 'webhook', target: communityUrl, secret: COMMUNITY_SECRET }
  await admin('POST', '/contact-points', webhook)
  return { street, community, building }
}

/** The resident has a minute after half a minute's grace; then staff are called a minute apart, and all over again. */
async function setTerms(admin: Ask, areaId: number): Promise<void> {
  const terms = { graceSeconds: 30, residentFirstSeconds: 60, leftOpenSeconds: 3600 }
  const { id: policyId } = await admin<Id>('POST', '/policies', { name: 'the resident first', settings: terms })
  await admin('POST', '/policy-assignments', { areaId, policyId })
  await admin('POST', '/escalation-policies', {
    ...{ areaId, name: 'breaches at night', kinds: ['unpermitted_opening'], severities: ['critical'] },
    steps: [
      { level: 'grid_worker', afterMs: 0 },
      { level: 'duty_desk', afterMs: 60_000 },
      { level: 'street_office', afterMs: 120_000 },
    ],
    repeatMs: 60_000,
  })
}

/** Who is on duty at each level, with their telephones in the order in which they are tried. Gives the desk's way in. */
async function makeRosters(admin: Ask, { street, community, building }: Areas, httpUrl: string): Promise<Ask> {
  const join = async (username: string, role: string, areaId: number, ...phones: (readonly [Phone, string])[]) => {
    const person = { username, displayName: username, password: ADMIN_PASSWORD, roles: [{ role, areaId }] }
    const { id: staffId } = await admin<Id>('POST', '/staff', person)
    for (const [index, [channel, target]] of phones.entries())
      await admin('POST', '/contact-points', { staffId, channel, target, place: index + 1 })
    return staffId
  }
  const onDuty = async (level: string, areaId: number, staff: readonly number[]) => {
    const { id } = await admin<Id>('POST', '/rosters', { areaId, name: level, level, fallback: staff })
    const week = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: '2026-03-02' }
    for (const staffId of staff) {
      await admin('POST', `/rosters/${id}/shifts`, { ...week, staffId, from: '00:00', until: '12:00' })
      await admin('POST', `/rosters/${id}/shifts`, { ...week, staffId, from: '12:00', until: '00:00' })
    }
  }
  const both = { sms: ['sms', PHONES.gridWorker], voice: ['voice', PHONES.gridWorker] } as const
  await onDuty('grid_worker', building, [await join('grid-worker', 'grid_worker', building, both.sms, both.voice)])
  await onDuty('duty_desk', community, [
    await join('desk', 'duty_officer', community, ['voice', PHONES.desk]),
    await join('other-desk', 'duty_officer', community, ['sms', PHONES.otherDesk]),
  ])
  await onDuty('street_office', street, [
    await join('street-office', 'duty_officer', street, ['sms', PHONES.streetOffice]),
  ])
  const desk = createVisitor(httpUrl)
  await desk('POST', '/login', { username: 'other-desk', password: ADMIN_PASSWORD })
  await desk('POST', '/me/password', { current: ADMIN_PASSWORD, next: `${ADMIN_PASSWORD} of my own` })
  return desk
}

/** A household under an order, its resident's telephone and language, and a sensor on its door. */
async function moveIn(
  admin: Ask,
  areaId: number,
  { service, time }: { readonly service: Service; readonly time: SteppedClock },
): Promise<SimulatedSensor> {
  const { id: householdId } = await admin<Id>('POST', '/households', { areaId, room: '1203' })
  const resident = { name: 'Wang Fang', phone: PHONES.resident, language: 'en', channel: 'sms' }
  await admin('POST', `/households/${householdId}/contact`, resident)
  const { uid, secret } = await admin<{ uid: string; secret: string }>('POST', '/sensors', {
    ...{ uid: 'door-3-1203', reportingLimitSeconds: 7200 },
  })
  await admin('POST', '/fittings', { sensorUid: uid, householdId })
  const [startsAt, endsAt] = [0, 14].map((days) => new Date(time.clock() + days * 86_400_000).toISOString())
  await admin('POST', '/orders', {
    ...{ householdId, startsAt, endsAt, basis: '告知书 12' },
    override: { reason: '先行观察' },
  })
  const sensor = new SimulatedSensor({
    ...{ id: uid, secret, brokerUrl: service.mqttUrl, profile: PROFILE, random: seededRandom('night') },
    ...{ clock: time.clock, after: time.after },
  })
  sensor.start()
  await until('the sensor has said hello', () => sensor.counts.made > 0 && sensor.counts.journalLeft === 0)
  return sensor
}

/** A process that is not heard of for longer was away, and nobody is judged for that time. What is being sent takes none. */
async function letPass({ pool }: Service, time: SteppedClock, goal: Instant): Promise<void> {
  for (let left = goal - time.clock(); left > 0; left = goal - time.clock()) {
    await until('what is being sent is noted as sent', async () => !(await isSending(pool, time.clock())))
    let isThere = false
    time.after(Math.min(STEP_MS, left), () => {
      isThere = true
    })
    while (!isThere) time.step()
    await until('the service has seen that time', async () => ((await readPulse(pool)) ?? 0) >= time.clock() - QUIET_MS)
  }
}

async function isSending(pool: Service['pool'], now: Instant): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from notification where lease_until > to_timestamp($1 / 1000.0)
       and sent_at is null and failed_at is null and cancelled_at is null`,
    [now],
  )
  return rowCount !== 0
}

const pressed = z.object({ TemplateParam: z.object({ token: z.string() }) })

/** The address that a text message's template and its token make. */
export function linkOf(httpUrl: string, message: unknown): string {
  return `${httpUrl}/a/${pressed.parse(message).TemplateParam.token}`
}

/** In a browser: status and page. */
export async function visit(method: 'GET' | 'POST', link: string): Promise<readonly [number, string]> {
  const response = await fetch(link, { method, headers: { 'accept-language': 'en' } })
  return [response.status, await response.text()]
}
