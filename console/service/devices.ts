import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client, newKey } from './client.ts'
import type { Answer } from './shapes.ts'

export const SENSORS_KEY = ['sensors'] as const
const PAGE_ITEMS = 100
const HOMES_MAX = 30
/** How often a sensor is listened to while somebody stands at its door. */
const LISTEN_MS = 400
const LIST_MS = 30_000

export function useSensor(uid: string) {
  return useQuery({
    queryKey: [...SENSORS_KEY, 'one', uid],
    staleTime: 0,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/sensors/{uid}', { params: { path: { uid } }, signal })),
  })
}

export interface SensorQuery {
  readonly state?: 'stock'
  readonly silent?: true
  readonly distrusted?: true
  /** Heard, and on no door. */
  readonly unassigned?: true
  readonly emptyBefore?: string
  readonly model?: string
  /** As they last said; empty: those that tell none. */
  readonly firmware?: string
  /** Only those behind this gateway. */
  readonly gateway?: string
  readonly search: string
}

/** Sensors in the order of their names, a page at a time. */
export function useSensors({ silent, unassigned, distrusted, ...asked }: SensorQuery) {
  return useInfiniteQuery({
    queryKey: [...SENSORS_KEY, 'list', silent, unassigned, distrusted, asked],
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const only = {
        ...(silent ? { silent: 'true' } : {}),
        ...(unassigned ? { unassigned: 'true' } : {}),
        ...(distrusted ? { distrusted: 'true' } : {}),
      }
      const query = { ...asked, ...only, limit: PAGE_ITEMS, after: pageParam }
      return answerOf(client.GET('/api/v1/sensors', { params: { query }, signal }))
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap((it) => it.sensors),
  })
}

export type FirmwareVersion = Answer<'/api/v1/firmware-versions', 'get'>['versions'][number]

/** How many sensors of each model run which firmware. */
export function useFirmwareVersions() {
  return useQuery({
    queryKey: [...SENSORS_KEY, 'firmware'],
    refetchInterval: LIST_MS,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/firmware-versions', { signal })),
  })
}

/** Households to put a sensor in, by their place. */
export function useHomes(search: string, onlyWithout: boolean) {
  return useQuery({
    queryKey: ['homes', search, onlyWithout],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { search, limit: HOMES_MAX, ...(onlyWithout ? { hasSensor: 'false' } : {}) }
      return answerOf(client.GET('/api/v1/households', { params: { query }, signal }))
    },
  })
}

/** One household and what is on its doors. Read once: each reading is written down. */
export function useHome(id: number) {
  return useQuery({
    queryKey: ['homes', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/households/{id}', { params: { path: { id } }, signal })),
  })
}

/** What a sensor says while its door is on test, as it comes. */
export function useWalkTest(id: number, isListening: boolean) {
  return useQuery({
    queryKey: ['walk-test', id],
    gcTime: 0,
    refetchInterval: isListening ? LISTEN_MS : false,
    // The next asking is soon.
    retry: false,
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/fittings/{id}/walk-test', { params: { path: { id } }, signal })),
  })
}

/** One press of a person: whatever is sent again because an answer was lost is done once. */
interface Keyed {
  readonly key: string
}

export const press = (): Keyed => ({ key: newKey() })
const header = ({ key }: Keyed) => ({ header: { 'idempotency-key': key } })

interface Fit extends Keyed {
  readonly sensorUid: string
  readonly householdId: number
  readonly door: string
}

interface Change extends Keyed {
  /** Of the fitting. */
  readonly id: number
}

export function useFittingActs() {
  const queries = useQueryClient()
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: SENSORS_KEY })
    queries.removeQueries({ queryKey: ['homes'] })
  }
  const fit = useMutation({
    mutationFn: ({ key, ...body }: Fit) =>
      answerOf(client.POST('/api/v1/fittings', { params: header({ key }), body: { ...body, walkTest: true } })),
    onSuccess,
  })
  const swap = useMutation({
    mutationFn: ({ id, key, ...body }: Change & { readonly sensorUid: string; readonly reason: string }) =>
      answerOf(client.POST('/api/v1/fittings/{id}/swap', { params: { path: { id }, ...header({ key }) }, body })),
    onSuccess,
  })
  const takeOff = useMutation({
    mutationFn: ({ id, key, ...body }: Change & { readonly reason: string }) =>
      answerOf(client.POST('/api/v1/fittings/{id}/end', { params: { path: { id }, ...header({ key }) }, body })),
    onSuccess,
  })
  const retire = useMutation({
    mutationFn: ({ uid, key, ...body }: Keyed & { readonly uid: string; readonly reason: string }) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/retire', { params: { path: { uid }, ...header({ key }) }, body })),
    onSuccess,
  })
  const renew = useMutation({
    gcTime: 0,
    mutationFn: ({ uid, key, ...body }: Keyed & { readonly uid: string; readonly reason: string }) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/renew', { params: { path: { uid }, ...header({ key }) }, body })),
    onSuccess,
  })
  return { fit, swap, takeOff, retire, renew }
}

/** Whether what a sensor says is believed. */
export function useTrustActs() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: SENSORS_KEY })
  const distrust = useMutation({
    mutationFn: ({ uid, key, ...body }: Keyed & { readonly uid: string; readonly reason: string }) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/distrust', { params: { path: { uid }, ...header({ key }) }, body })),
    onSuccess,
  })
  const trust = useMutation({
    mutationFn: ({ uid, key, ...body }: Keyed & { readonly uid: string; readonly reason: string }) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/trust', { params: { path: { uid }, ...header({ key }) }, body })),
    onSuccess,
  })
  return { distrust, trust }
}

export function useWalkTestActs(id: number) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['walk-test', id] })
  const start = useMutation({
    mutationFn: (key: Keyed) =>
      answerOf(client.POST('/api/v1/fittings/{id}/start-walk-test', { params: { path: { id }, ...header(key) } })),
    onSuccess,
  })
  const pass = useMutation({
    mutationFn: ({ key, ...body }: Keyed & { readonly openedMs: number | null; readonly closedMs: number | null }) =>
      answerOf(
        client.POST('/api/v1/fittings/{id}/pass-walk-test', { params: { path: { id }, ...header({ key }) }, body }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: SENSORS_KEY }),
  })
  return { start, pass }
}
