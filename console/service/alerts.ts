import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertNews } from './alert-feed.ts'
import { answerOf, client, newKey } from './client.ts'
import { inQueueOrder } from './queue-order.ts'
import type { Alert, AlertStory, Outcome } from './shapes.ts'

export const ALERTS_KEY = ['alerts'] as const
const QUEUE_KEY = [...ALERTS_KEY, 'queue'] as const
const RESOLVED_KEY = [...ALERTS_KEY, 'resolved'] as const
const PAGE_ITEMS = 200
const PAGES_MAX = 5

export interface Queue {
  readonly alerts: readonly Alert[]
  /** There are more, and these are the latest. */
  readonly isCut: boolean
}

/** What waits for a person. */
export function useQueue() {
  return useQuery({
    queryKey: QUEUE_KEY,
    queryFn: ({ signal }) => hearing(() => readQueue(signal), inQueue),
    select: sorted,
  })
}

function sorted(queue: Queue): Queue {
  return { ...queue, alerts: inQueueOrder(queue.alerts) }
}

async function readQueue(signal: AbortSignal): Promise<Queue> {
  const all: Alert[] = []
  let after: number | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = { handling: 'unresolved' as const, limit: PAGE_ITEMS, ...(after === undefined ? {} : { after }) }
    const { alerts, next } = await answerOf(client.GET('/api/v1/alerts', { params: { query }, signal }))
    all.push(...alerts)
    if (next === null) return { alerts: all, isCut: false }
    after = next
  }
  return { alerts: all, isCut: true }
}

/** The latest that a person has resolved, or that resolved themselves. */
export function useResolved() {
  return useQuery({
    queryKey: RESOLVED_KEY,
    queryFn: async ({ signal }) => {
      const query = { handling: 'resolved' as const, limit: PAGE_ITEMS }
      const read = () => answerOf(client.GET('/api/v1/alerts', { params: { query }, signal }))
      return hearing(async () => (await read()).alerts, inResolved)
    },
  })
}

/** What is told while a list is being read may be newer than the list. */
const unread = new Set<Alert[]>()

async function hearing<T>(read: () => Promise<T>, take: (data: T, alert: Alert) => T): Promise<T> {
  const heard: Alert[] = []
  unread.add(heard)
  try {
    const data = await read()
    return heard.reduce(take, data)
  } finally {
    unread.delete(heard)
  }
}

function inQueue(queue: Queue, alert: Alert): Queue {
  return { ...queue, alerts: placed(queue.alerts, alert, isWaiting(alert)) }
}

function inResolved(alerts: readonly Alert[], alert: Alert): readonly Alert[] {
  return placed(alerts, alert, alert.handling === 'resolved')
}

const storyKey = (id: number) => [...ALERTS_KEY, 'story', id] as const

/** One alert with its log and its messages. */
export function useAlertStory(id: number) {
  return useQuery({
    queryKey: storyKey(id),
    queryFn: ({ signal }): Promise<AlertStory> =>
      answerOf(client.GET('/api/v1/alerts/{id}', { params: { path: { id } }, signal })),
  })
}

/** Puts the alert, as it is now, into every list that has it or should. */
export function takeNews(queries: QueryClient, { alert }: Pick<AlertNews, 'alert'>): void {
  for (const heard of unread) heard.push(alert)
  queries.setQueryData<Queue>(QUEUE_KEY, (queue) => queue && inQueue(queue, alert))
  queries.setQueryData<readonly Alert[]>(RESOLVED_KEY, (alerts) => alerts && inResolved(alerts, alert))
  void queries.invalidateQueries({ queryKey: storyKey(alert.id) })
}

function placed(alerts: readonly Alert[], alert: Alert, belongs: boolean): readonly Alert[] {
  const others = alerts.filter((it) => it.id !== alert.id)
  return belongs ? [alert, ...others] : others
}

function isWaiting({ handling, mergedInto, heldBy }: Alert): boolean {
  return handling !== 'resolved' && mergedInto === null && heldBy === null
}

export interface Resolution {
  readonly outcome: Outcome
  readonly note: string
}

/** A person's acts on an alert. The lists show the outcome as soon as it is told. */
export function useAlertActs() {
  const queries = useQueryClient()
  const onSuccess = (alert: Alert) => takeNews(queries, { alert })
  const acknowledge = useMutation({
    mutationFn: (id: number) => answerOf(client.POST('/api/v1/alerts/{id}/acknowledge', withKey(id))),
    onSuccess,
  })
  const resolve = useMutation({
    mutationFn: ({ id, ...body }: Resolution & { readonly id: number }) =>
      answerOf(client.POST('/api/v1/alerts/{id}/resolve', { ...withKey(id), body })),
    onSuccess,
  })
  return { acknowledge, resolve }
}

/** A person has decided to send somebody: written into the alert's log, and nothing else. */
export function useDispatch(id: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly kind: 'on_site' | 'police'; readonly note: string }) =>
      answerOf(client.POST('/api/v1/alerts/{id}/dispatch', { ...withKey(id), body })),
    onSuccess: (alert: Alert) => takeNews(queries, { alert }),
  })
}

function withKey(id: number) {
  return { params: { path: { id }, header: { 'idempotency-key': newKey() } } }
}
