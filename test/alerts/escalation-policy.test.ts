import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AreaId, EscalationPolicyId, StaffId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { endEscalationPolicy } from '../../registry/escalation-policy.ts'
import { holdAlerts, releaseAlerts, writeGroupAlert } from '../../store/group-alert.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type District, makeDistrict, type PolicyTerms } from './district.ts'

const SECOND = 1000

describe('an escalation policy', () => {
  let database: TestDatabase
  let d: District
  let gu: StaffId
  let ding: StaffId

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await database.pool.query('update notification set cancelled_at = now() where sent_at is null')
    await database.pool.query("update escalation set stopped_at = now(), stopped_why = 'too_long', handle_by = null")
    d = await makeDistrict(database.pool)
    gu = await d.join('gu', d.building)
    ding = await d.join('ding', d.community)
    await d.staffed(d.building, 'grid_worker', [gu])
    await d.staffed(d.community, 'duty_desk', [ding])
    await d.staffed(d.street, 'street_office', [await d.join('shen', d.street)])
  })

  const policy = (areaId: AreaId, terms: PolicyTerms = {}): Promise<EscalationPolicyId> => d.policy(areaId, terms)
  const DESK: PolicyTerms = { steps: [{ level: 'duty_desk', afterMs: 0, channels: null }] }
  const STREET: PolicyTerms = { steps: [{ level: 'street_office', afterMs: 0, channels: null }] }
  const sweptAt = async (now: number) => {
    await d.sweepAt(now)
    return d.sent(now)
  }

  test('says who is called when, and how often again', async () => {
    await policy(d.street, {
      steps: [
        { level: 'grid_worker', afterMs: 20 * SECOND, channels: null },
        { level: 'grid_worker', afterMs: 40 * SECOND, channels: null },
        { level: 'street_office', afterMs: 40 * SECOND, channels: null },
      ],
      ...{ repeatMs: 2 * MINUTE, repeatedMsMax: 5 * MINUTE },
    })
    const alert = await d.raise(T0)
    const said: string[] = []
    for (let at = 0; at <= 600; at += 10) {
      said.push(...(await sweptAt(T0 + at * SECOND)).map((it) => `${at} ${it}`))
    }
    const again = (n: number, at: number) =>
      ['grid_worker gu', 'grid_worker/2 gu', 'street_office shen'].map((it) => `${at} repeat/${n}/${it}`)
    expect(said).toEqual([
      ...['20 step/grid_worker gu', '40 step/grid_worker/2 gu', '40 step/street_office shen'],
      ...[...again(1, 160), ...again(2, 280)],
    ])
    expect((await d.log(alert))[1]).toEqual([
      'escalated',
      { level: 'grid_worker', people: 1, policy: expect.any(Number) },
    ])
  })

  test.each<
    [string, readonly (readonly [keyof Pick<District, 'street' | 'community' | 'building'>, PolicyTerms])[], string]
  >([
    ['the default without any', [], 'gu'],
    ['one of an area around it', [['street', DESK]], 'ding'],
    [
      'the nearest area, however exact others are',
      [
        ['street', { ...STREET, kinds: ['left_open'] }],
        ['building', DESK],
      ],
      'ding',
    ],
    [
      'of an area the one that names its kind',
      [
        ['street', DESK],
        ['street', { ...STREET, kinds: ['left_open'] }],
      ],
      'shen',
    ],
    [
      'the one that names its severity',
      [
        ['street', { ...STREET, severities: ['major'] }],
        ['street', DESK],
      ],
      'shen',
    ],
    [
      'the one that names its kind rather than its severity',
      [
        ['street', { ...STREET, kinds: ['left_open', 'sensor_tamper'] }],
        ['street', { ...DESK, severities: ['major'] }],
      ],
      'shen',
    ],
    [
      'the one that names both',
      [
        ['street', { ...DESK, kinds: ['left_open'] }],
        ['street', { ...STREET, kinds: ['left_open'], severities: ['major'] }],
      ],
      'shen',
    ],
    [
      'none that is for others',
      [
        ['building', { ...DESK, kinds: ['sensor_tamper'] }],
        ['building', { ...DESK, severities: ['critical', 'minor'] }],
      ],
      'gu',
    ],
  ])('that holds for an alert is %s', async (_name, given, called) => {
    for (const [area, terms] of given) await policy(d[area], terms)
    await d.raise(T0, { kind: 'left_open', severity: 'major' })
    expect(await sweptAt(T0)).toEqual([expect.stringMatching(new RegExp(` ${called}$`))])
  })

  test('is what small things are escalated by, and only where it names them', async () => {
    const small = { kind: 'sensor_battery', severity: 'minor' }
    await policy(d.street, DESK)
    await d.raise(T0, small)
    expect(await sweptAt(T0 + MINUTE)).toEqual([])
    await policy(d.street, { ...DESK, severities: ['minor'], kinds: ['sensor_battery'] })
    await d.raise(T0 + MINUTE, small)
    await d.raise(T0 + MINUTE, { ...small, kind: 'sensor_flapping' })
    expect(await sweptAt(T0 + MINUTE)).toEqual(['step/duty_desk ding'])
  })

  test('is kept by an escalation that runs, and chosen anew for the next run', async () => {
    const first = await policy(d.street, DESK)
    await d.write(T0, { kind: 'left_open', severity: 'major' })
    expect(await sweptAt(T0)).toEqual(['step/duty_desk ding'])
    await d.inDb((tx) => endEscalationPolicy(tx, [d.root], first, T0))
    await policy(d.street, STREET)
    expect(await sweptAt(T0 + 10 * MINUTE)).toEqual(['repeat/1/duty_desk ding'])
    await d.write(T0 + 11 * MINUTE, { kind: 'left_open', severity: 'critical' })
    expect(await sweptAt(T0 + 11 * MINUTE)).toEqual(['step/street_office/run/2 shen'])
  })

  test('of a group goes by its area, and of an alert that is released by its household', async () => {
    await policy(d.community, DESK)
    const told = { condition: 'active', clearedAt: null, clearedReason: null, startedAt: T0, lastAt: T0 } as const
    const group = await d.inDb((tx) =>
      writeGroupAlert(
        tx,
        {
          ...{
            gateway: null,
            area: d.building,
            scopePath: [d.building],
            kind: 'group_silent',
            episode: `p${d.root}${d.street}`,
          },
          ...{ severity: 'major', ...told, count: 3, explanation: { sentence: { zh: '失联', en: 'silent' } } },
        },
        T0,
      ),
    )
    expect(await sweptAt(T0)).toEqual(['step/duty_desk ding'])
    const alert = await d.raise(T0 + MINUTE)
    await d.inDb((tx) => holdAlerts(tx, group, [alert], T0 + MINUTE))
    await d.inDb((tx) => releaseAlerts(tx, [alert], T0 + 2 * MINUTE))
    expect(await sweptAt(T0 + 2 * MINUTE)).toEqual(['step/duty_desk/run/2 ding'])
  })

  test('names channels: of a person their points of these, or any rather than nobody', async () => {
    const mail = { areaId: null, channel: 'email', secret: null, severityMin: 'minor' } as const
    await d.inDb((tx) => addContactPoint(tx, [d.root], { ...mail, staffId: gu, target: `gu${d.street}@example.org` }))
    await d.staffed(d.building, 'grid_worker', [await d.join('wang', d.building)])
    await policy(d.street, {
      steps: [
        { level: 'grid_worker', afterMs: 0, channels: ['email'] },
        { level: 'grid_worker', afterMs: MINUTE, channels: ['webhook'] },
      ],
    })
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    await d.sweepAt(T0 + MINUTE)
    const { rows } = await database.pool.query(
      `select n.reason || ' ' || p.channel || ' ' || s.display_name as said from notification n
       join contact_point p on p.id = n.contact_point_id join staff s on s.id = p.staff_id where n.alert_id = $1 order by 1`,
      [alert],
    )
    expect(rows.map((it) => it.said)).toEqual([
      'step/grid_worker email gu',
      'step/grid_worker webhook wang',
      'step/grid_worker/2 webhook gu',
      'step/grid_worker/2 webhook wang',
    ])
  })
})
