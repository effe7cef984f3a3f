import { Alert, Button, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { failureText } from '../words/failure-words.ts'

interface WaitingProps {
  readonly error: unknown
  readonly onRetry: () => void
}

/** What stands where an answer is still awaited, or did not come. */
export function Waiting({ error, onRetry }: WaitingProps) {
  const { t } = useTranslation()
  if (error === null || error === undefined) {
    return (
      <div className="waiting" role="status">
        <Spin /> {t('loading')}
      </div>
    )
  }
  return (
    <div className="waiting">
      <Alert
        type="warning"
        showIcon
        title={failureText(error)}
        action={<Button onClick={onRetry}>{t('retry')}</Button>}
      />
    </div>
  )
}
