import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import type { Answer, Body } from './shapes.ts'

export type SensorSettings = Answer<'/api/v1/sensors/{uid}/settings', 'get'>
export type SettingsChange = Body<'/api/v1/sensors/{uid}/settings'>
export type Command = Body<'/api/v1/sensors/{uid}/command'>['command']

export const COMMANDS = ['locate', 'test', 'reboot'] as const satisfies readonly Command[]

/** A command that waits is over by itself. */
const LOOK_MS = 30_000

const keyOf = (uid: string) => ['sensor-settings', uid] as const

export function useSensorSettings(uid: string) {
  return useQuery({
    queryKey: keyOf(uid),
    staleTime: 0,
    refetchInterval: LOOK_MS,
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/sensors/{uid}/settings', { params: { path: { uid } }, signal })),
  })
}

interface Keyed {
  readonly key: string
}

export function useSettingsActs(uid: string) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: keyOf(uid) })
  const params = (key: string) => ({ path: { uid }, header: { 'idempotency-key': key } })
  const set = useMutation({
    mutationFn: ({ key, ...body }: Keyed & SettingsChange) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/settings', { params: params(key), body })),
    onSuccess,
  })
  const command = useMutation({
    mutationFn: ({ key, ...body }: Keyed & { readonly command: Command }) =>
      answerOf(client.POST('/api/v1/sensors/{uid}/command', { params: params(key), body })),
    onSuccess,
  })
  return { set, command }
}
