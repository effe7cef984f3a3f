import { useMutation, useQuery } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import type { Answer, Body } from './shapes.ts'

export type LabelFormat = Answer<'/api/v1/label-formats', 'get'>['formats'][number]

/** What labels can be printed on; the same for everybody. */
export function useLabelFormats() {
  return useQuery({
    queryKey: ['label-formats'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/label-formats', { signal })),
    select: ({ formats }) => formats,
  })
}

export function usePrintLabels() {
  return useMutation({
    gcTime: 0,
    mutationFn: (body: Body<'/api/v1/labels'>) =>
      answerOf<Blob>(client.POST('/api/v1/labels', { body, parseAs: 'blob' })),
  })
}
