import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../app/save-file.ts'
import type { TemplateQuery } from '../service/ledger.ts'
import { failureText } from '../words/failure-words.ts'
import { currentLanguage } from '../words/words.ts'
import './words.ts'

interface TemplateButtonsProps {
  /** What the file is called. */
  readonly name: string
  readonly fetch: (query: TemplateQuery) => Promise<Blob>
}

/** What an import takes, as files to fill in. */
export function TemplateButtons({ name, fetch }: TemplateButtonsProps) {
  const { t } = useTranslation('parts')
  const { message } = App.useApp()
  const template = useMutation({
    mutationFn: (format: TemplateQuery['format']) => fetch({ format, language: currentLanguage() }),
    onSuccess: (content, format) => saveFile(name, format, content),
    onError: (error) => void message.warning(failureText(error)),
  })
  return (
    <div className="actions">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          data-act={`template-${format}`}
          disabled={template.isPending}
          onClick={() => template.mutate(format)}
        >
          {t('template')} {format.toUpperCase()}
        </Button>
      ))}
    </div>
  )
}
