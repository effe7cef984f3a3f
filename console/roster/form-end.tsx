import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface FormEndProps {
  /** What went wrong and concerns no field; null: nothing. */
  readonly fault: string | null
  readonly isPending: boolean
  readonly words: string
  readonly onCancel: () => void
}

/** The foot of every form here: what went wrong, to do it, to leave it. */
export function FormEnd({ fault, isPending, words, onCancel }: FormEndProps) {
  const { t } = useTranslation()
  return (
    <>
      {fault === null ? null : <Alert type="warning" title={fault} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isPending}>
          {words}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </>
  )
}
