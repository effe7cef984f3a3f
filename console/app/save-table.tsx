import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { fetchTable, type TableName } from '../service/tables.ts'
import { failureText } from '../words/failure-words.ts'
import { saveFile } from './save-file.ts'

const FORMATS = ['xlsx', 'csv'] as const

/** What a list shows, as a file that spreadsheet programs open; all of it, not only what the page has read. */
export function SaveTable({ table, name }: { readonly table: TableName; readonly name: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const saving = useMutation({
    mutationFn: (format: (typeof FORMATS)[number]) => fetchTable(table, format),
    onSuccess: (content, format) => saveFile(name, format, content),
    onError: (error) => void message.warning(failureText(error)),
    gcTime: 0,
  })
  return (
    <span className="save-table">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          data-act={`export-${format}`}
          disabled={saving.isPending}
          onClick={() => saving.mutate(format)}
        >
          {t('saveAs', { format: format.toUpperCase() })}
        </Button>
      ))}
    </span>
  )
}
