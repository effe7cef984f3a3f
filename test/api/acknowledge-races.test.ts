import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acknowledgeByLink } from '../../registry/acknowledge-by-link.ts'
import { acknowledge, resolve } from '../../registry/alert.ts'
import { claimDueNotifications } from '../../store/notification.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction, type Queryable } from '../../store/transaction.ts'
import { mergeAlert } from '../../store/verdict.ts'
import { until } from '../support/until.ts'
import { type ApiFixture, LINK_KEY, startApi } from './api-fixture.ts'
import { type LinkedMessage, linkedMessage } from './linked-message.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const WAYS = ['link', 'api', 'resolve'] as const
type Way = (typeof WAYS)[number]
const RESOLUTION = { outcome: 'breach_confirmed', note: '' } as const

describe('of all who take an alert at once', () => {
  let fixture: ApiFixture
  let a: Community
  let desk: Session
  let people = 0

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    desk = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const message = (about: LinkedMessage['alertId'] | null = null) => {
    people += 1
    return linkedMessage(fixture, a, `w${people}`, about)
  }
  /** Without its transaction, so that a test says when it commits. */
  const act = (tx: Queryable, way: Way, { alertId: id, staffId, token }: LinkedMessage): Promise<unknown> => {
    const now = fixture.now()
    if (way === 'link') return acknowledgeByLink(tx, { key: LINK_KEY, token, now })
    const one = { id, by: staffId, at: now }
    return way === 'api' ? acknowledge(tx, [a.areaId], one) : resolve(tx, [a.areaId], one, RESOLUTION)
  }
  /** Over HTTP: its status and what it says. */
  const ask = async (way: Way, { alertId, token }: LinkedMessage): Promise<{ status: number; text: string }> => {
    if (way === 'link') {
      const { statusCode, body } = await fixture.api.inject({ method: 'POST', url: `/a/${token}` })
      return { status: statusCode, text: body }
    }
    const path = `/alerts/${alertId}/${way === 'api' ? 'acknowledge' : 'resolve'}`
    const { status, body } = await desk.post(path, way === 'api' ? undefined : RESOLUTION)
    return { status, text: JSON.stringify(body) }
  }
  const stand = async ({ alertId }: LinkedMessage) => {
    const { rows } = await fixture.pool.query(
      `select handling, (select display_name from staff where id = acknowledged_by) as by,
         (select count(*)::int from alert_log where alert_id = alert.id and what in ('acknowledged', 'resolved')) as acts
       from alert where id = $1`,
      [alertId],
    )
    return onlyRow(rows)
  }
  const somebodyWaits = () =>
    until('somebody waits for a lock', async () => {
      const { rows } = await fixture.pool.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return rows.length > 0
    })
  /** Holds `first` done and not committed until something waits for it; then gives what `second` came to. */
  const whileHeld = <T>(first: (tx: Queryable) => Promise<unknown>, second: () => Promise<T>): Promise<T> =>
    inTransaction(fixture.pool, async (tx) => {
      await first(tx)
      const waiting = second()
      await somebodyWaits()
      return { waiting }
    }).then(({ waiting }) => waiting)

  test.each(WAYS.flatMap((first) => WAYS.map((second) => [first, second] as const)))(
    'by %s and, before that has committed, by %s: the second waits, and is told who was first',
    async (first, second) => {
      const winner = await message()
      const loser = await message(winner.alertId)
      const { status, text } = await whileHeld(
        (tx) => act(tx, first, winner),
        () => ask(second, loser),
      )
      const name = `w${people - 1}`
      // Whoever resolves does so also after another's acknowledgement.
      const takesOver = second === 'resolve' && first !== 'resolve'
      expect(status).toBe(takesOver ? 200 : 409)
      expect(text).toContain(name)
      const handling = takesOver || first === 'resolve' ? 'resolved' : 'acknowledged'
      expect(await stand(winner)).toEqual({ handling, by: name, acts: takesOver ? 2 : 1 })
    },
  )

  test.each([1, 2, 3])('exactly one acknowledges, of many in any order (%i)', async () => {
    const first = await message()
    const all = [first]
    for (let n = 0; n < 6; n += 1) all.push(await message(first.alertId))
    const answers = await Promise.all(all.flatMap((it) => [ask('link', it), ask('link', it), ask('api', it)]))
    const { by, acts, handling } = await stand(first)
    expect({ acts, handling }).toEqual({ acts: 1, handling: 'acknowledged' })
    const won = answers.filter(({ status }) => status === 200)
    // A button pressed twice by the winner says twice that it is theirs.
    expect(won.length).toBe(by === a.mark ? 1 : 2)
    for (const { status, text } of answers) {
      expect([200, 409]).toContain(status)
      if (status === 409) expect(text).toContain(by)
    }
  })

  test('one whose message is just being claimed acknowledges after the claim, and nothing goes any more', async () => {
    const it = await message()
    const later = await message(it.alertId)
    await fixture.pool.query('update notification set sent_at = now() where id <> all($1)', [[it.notification]])
    const claim = { worker: 'one', channel: 'webhook', now: fixture.now(), leaseMs: 1000, limit: 10 } as const
    const claimed: number[] = []
    const { status } = await whileHeld(
      async (tx) => claimed.push(...(await claimDueNotifications(tx, claim)).map((due) => due.id)),
      () => ask('link', it),
    )
    expect({ status, claimed }).toEqual({ status: 200, claimed: [it.notification] })
    await fixture.pool.query('update notification set sent_at = null where id = $1', [later.notification])
    expect(await claimDueNotifications(fixture.pool, { ...claim, now: claim.now + 2000 })).toEqual([])
    const { rows } = await fixture.pool.query(
      'select count(*)::int as n from notification where cancelled_at is not null and alert_id = $1',
      [it.alertId],
    )
    expect(onlyRow(rows).n).toBe(2)
  })

  test('while the acknowledgement is not committed nothing is claimed, and afterwards it is cancelled', async () => {
    const it = await message()
    await fixture.pool.query('update notification set sent_at = now() where id <> $1', [it.notification])
    const claim = { worker: 'one', channel: 'webhook', now: fixture.now(), leaseMs: 1000, limit: 10 } as const
    await inTransaction(fixture.pool, async (tx) => {
      await act(tx, 'link', it)
      expect(await claimDueNotifications(fixture.pool, claim)).toEqual([])
    })
    expect(await claimDueNotifications(fixture.pool, claim)).toEqual([])
    const { rows } = await fixture.pool.query('select attempts, cancelled_at from notification where id = $1', [
      it.notification,
    ])
    expect(onlyRow(rows)).toEqual({ attempts: 0, cancelled_at: expect.anything() })
  })

  test('one whose alert is merged at that moment acknowledges the alert that it was merged into', async () => {
    const [it, older] = [await message(), await message()]
    const { status } = await whileHeld(
      (tx) => mergeAlert(tx, it.alertId, older.alertId, fixture.now()),
      () => ask('link', it),
    )
    expect(status).toBe(200)
    expect((await stand(it)).handling).toBe('new')
    expect(await stand(older)).toEqual({ handling: 'acknowledged', by: `w${people - 1}`, acts: 1 })
  })
})
