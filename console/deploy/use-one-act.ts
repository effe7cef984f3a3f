import { App } from 'antd'
import { useRef } from 'react'
import { failureText } from '../words/failure-words.ts'

/**
 * Carries out one act at a time and says what went wrong with it. A second tap, which a loading button still lets through
 * until it is drawn, does nothing: it would be a second act, refused, in front of the first one's success.
 */
export function useOneAct(): (act: () => Promise<unknown>) => void {
  const { message } = App.useApp()
  const isActing = useRef(false)
  return (act) => {
    if (isActing.current) return
    isActing.current = true
    act()
      .catch((error: unknown) => void message.warning(failureText(error)))
      .finally(() => {
        isActing.current = false
      })
  }
}
