import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'

/** The service reckons a report once a minute at most. */
const STALE_MS = 60_000

/** An area's day; null: the latest of which there is something to tell. */
export function useDailyReport(areaId: number, day: string | null) {
  return useQuery({
    queryKey: ['report', 'daily', areaId, day],
    staleTime: STALE_MS,
    queryFn: ({ signal }) => {
      const params = { path: { id: areaId }, query: day === null ? {} : { day } }
      return answerOf(client.GET('/api/v1/areas/{id}/reports/daily', { params, signal }))
    },
  })
}

/** The sheet of the shift of an instant; null: now. */
export function useHandover(areaId: number, at: string | null) {
  return useQuery({
    queryKey: ['report', 'handover', areaId, at],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { id: areaId }, query: at === null ? {} : { at } }
      return answerOf(client.GET('/api/v1/areas/{id}/reports/handover', { params, signal }))
    },
  })
}

export interface ReportFile {
  readonly areaId: number
  readonly kind: 'pdf' | 'xlsx'
  readonly language: 'zh' | 'en'
  readonly of: { readonly day: string } | { readonly at: string }
}

/** Fetches the file and hands it to the browser to keep. Throws as any call: what failed is told on the page. */
export async function keepReport({ areaId, kind, language, of }: ReportFile): Promise<void> {
  const isDaily = 'day' in of
  const params = { path: { id: areaId }, query: { language, ...of } }
  const blob = await answerOf<Blob>(
    isDaily
      ? client.GET(`/api/v1/areas/{id}/reports/daily.${kind}`, { params, parseAs: 'blob' })
      : client.GET(`/api/v1/areas/{id}/reports/handover.${kind}`, { params, parseAs: 'blob' }),
  )
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `menshen-${isDaily ? `daily-${areaId}-${of.day}` : `handover-${areaId}-${of.at.slice(0, 16).replaceAll(/\D/g, '')}`}.${kind}`
  link.click()
  // The browser has taken it by then.
  window.setTimeout(() => URL.revokeObjectURL(link.href), STALE_MS)
}
