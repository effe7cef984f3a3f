import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, client } from './client.ts'
import type { paths } from './contract.d.ts'
import { failureOf, offline, ServiceFailure } from './failure.ts'
import { HOUSEHOLDS_KEY } from './household.ts'
import type { Answer } from './shapes.ts'

type CheckLine = paths['/api/v1/ledger/check']['post']['responses'][200]['content']['application/x-ndjson']
export type LedgerReport = Extract<CheckLine, { kind: 'report' }>['report']
/** What is wrong in a file: a ledger, or a list of sensors. */
export type FileFault = Omit<LedgerReport['faults'][number], 'column'> & { readonly column: string }
export type LedgerOutcome = Answer<'/api/v1/ledger/import', 'post'>
type ExportRequest = paths['/api/v1/ledger/export']['post']['requestBody']['content']['application/json']

/** How far it is: the file is being sent, read, or compared. */
export interface LedgerProgress {
  readonly phase: 'send' | 'read' | 'check'
  readonly done: number
  readonly total: number
}

/** As the service has it; a larger file is not sent. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024

export interface LedgerUpload {
  readonly areaId: number
  readonly file: File
  readonly signal: AbortSignal
  readonly onProgress: (progress: LedgerProgress) => void
}

/** Asks what a ledger would make, and what is wrong with it. */
export function useCheckLedger() {
  return useMutation({
    mutationFn: async (upload: LedgerUpload): Promise<LedgerReport> => {
      let last: CheckLine | undefined
      await sendFile('/api/v1/ledger/check', upload, {}, (line) => {
        last = line
        if (line.kind === 'progress') upload.onProgress(line)
      })
      if (last?.kind === 'failed') {
        const { code, message, details } = last.failure
        throw new ServiceFailure(400, code, message, { details })
      }
      if (last?.kind !== 'report') throw offline()
      return last.report
    },
  })
}

/** Makes what the check has said; under the same key it is made once, however often it is sent. */
export function useImportLedger() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ key, ...upload }: LedgerUpload & { readonly key: string }): Promise<LedgerOutcome> => {
      const text = await sendFile('/api/v1/ledger/import', upload, { 'idempotency-key': key })
      return JSON.parse(text)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: HOUSEHOLDS_KEY })
      await queries.invalidateQueries({ queryKey: ['areas'] })
    },
  })
}

export function useExportLedger() {
  return useMutation({
    gcTime: 0,
    mutationFn: (body: ExportRequest) => answerOf(client.POST('/api/v1/ledger/export', { body, parseAs: 'blob' })),
  })
}

export interface TemplateQuery {
  readonly format: 'xlsx' | 'csv'
  readonly language: 'zh' | 'en'
}

export function fetchLedgerTemplate(query: TemplateQuery): Promise<Blob> {
  return answerOf<Blob>(client.GET('/api/v1/ledger/template', { params: { query }, parseAs: 'blob' }))
}

/** An old way of asking, and the only one in which a browser tells how much of a file has been sent. */
export function sendFile(
  path: string,
  { areaId, file, signal, onProgress }: LedgerUpload,
  headers: Readonly<Record<string, string>>,
  onLine?: (line: CheckLine) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let read = 0
    const readLines = () => {
      const end = request.responseText.lastIndexOf('\n') + 1
      const lines = request.responseText.slice(read, end).split('\n')
      read = Math.max(read, end)
      for (const line of lines) if (line !== '') onLine?.(JSON.parse(line))
    }
    request.open('POST', `${path}?${new URLSearchParams({ areaId: String(areaId), name: file.name })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress({ phase: 'send', done: loaded, total })
    request.onprogress = () => {
      if (request.status === 200) readLines()
    }
    request.onerror = () => reject(offline())
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'))
    request.onload = () => {
      const { status, responseText } = request
      if (status !== 200) failureOf(new Response(responseText, { status })).then(reject, reject)
      else {
        readLines()
        resolve(responseText)
      }
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
