import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnderWay, useContactPointActs, useContactPointTest } from '../service/reach.ts'
import { failureText } from '../words/failure-words.ts'
import { Fate, Tries } from './delivery-words.tsx'

/** Sends a test message, and shows what its provider answers, as soon as it does. */
export function TestAnswer({ id }: { readonly id: number }) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const [isAsked, setIsAsked] = useState(false)
  const { test } = useContactPointActs(id)
  const { data } = useContactPointTest(id, isAsked && !test.isPending)
  const send = () =>
    test.mutate(undefined, {
      onSuccess: () => setIsAsked(true),
      onError: (error) => void message.warning(failureText(error)),
    })
  const isWaiting = test.isPending || (isAsked && data !== undefined && data !== null && isUnderWay(data))
  return (
    <div className="test">
      <Button data-act="send-test" loading={test.isPending} onClick={send}>
        {t('sendTest')}
      </Button>
      {isAsked ? (
        <div role="status" className="answer" data-waiting={isWaiting}>
          {data === undefined || data === null ? (
            t('testQueued')
          ) : (
            <>
              <Fate delivery={data} />
              <Tries delivery={data} />
            </>
          )}
        </div>
      ) : null}
    </div>
  )
}
