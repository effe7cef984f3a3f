import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import { SENSORS_KEY } from './devices.ts'
import { sendFile, type TemplateQuery } from './ledger.ts'
import type { Answer } from './shapes.ts'

type StockReport = Answer<'/api/v1/stock/check', 'post'>
type StockOutcome = Answer<'/api/v1/stock/import', 'post'>

interface StockUpload {
  readonly areaId: number
  readonly file: File
}

const quietly = { signal: new AbortController().signal, onProgress: () => undefined }

/** Asks what a list of sensors would make, and what is wrong with it. */
export function useCheckStock() {
  return useMutation({
    mutationFn: async (upload: StockUpload): Promise<StockReport> =>
      JSON.parse(await sendFile('/api/v1/stock/check', { ...upload, ...quietly }, {})),
  })
}

/** Takes what the check has said into stock. The answer has secrets: nothing keeps it. */
export function useImportStock() {
  const queries = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: async ({ key, ...upload }: StockUpload & { readonly key: string }): Promise<StockOutcome> => {
      const text = await sendFile('/api/v1/stock/import', { ...upload, ...quietly }, { 'idempotency-key': key })
      return JSON.parse(text)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: SENSORS_KEY }),
  })
}

/** Takes one sensor into stock. The answer has its secret: nothing keeps it. */
export function useRegisterSensor() {
  const queries = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: ({ key, ...body }: { readonly uid: string; readonly areaId: number; readonly key: string }) =>
      answerOf(client.POST('/api/v1/sensors', { params: { header: { 'idempotency-key': key } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SENSORS_KEY }),
  })
}

export function fetchStockTemplate(query: TemplateQuery): Promise<Blob> {
  return answerOf<Blob>(client.GET('/api/v1/stock/template', { params: { query }, parseAs: 'blob' }))
}
