import { currentLanguage } from '../words/words.ts'
import { answerOf, client } from './client.ts'
import type { paths } from './contract.d.ts'

export type TableName = paths['/api/v1/tables/{table}']['get']['parameters']['path']['table']

/** A list as a file, by the clock and in the language of this screen. */
export function fetchTable(table: TableName, format: 'xlsx' | 'csv'): Promise<Blob> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const query = { format, language: currentLanguage(), timeZone }
  const params = { path: { table }, query }
  return answerOf<Blob>(client.GET('/api/v1/tables/{table}', { params, parseAs: 'blob' }))
}
