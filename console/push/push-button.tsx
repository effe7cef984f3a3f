import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Me } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { keepPush, NoPush, turnPushOff, turnPushOn } from './push.ts'

/** Turns messages to this device on and off, shows which it is, and says why they cannot be had. */
export function PushButton({ me }: { readonly me: Me }) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  // The service is told the language of the page; it is told anew when that changes.
  const key = ['push', me.staffId, i18n.language]
  const { data: isOn = false, isFetching } = useQuery({
    ...{ queryKey: key, queryFn: () => keepPush(me), retry: false, staleTime: Number.POSITIVE_INFINITY },
  })
  const toggle = useMutation({
    mutationFn: () => (isOn ? turnPushOff() : turnPushOn(me)),
    onSuccess: () => queries.setQueryData(key, !isOn),
    onError: (error) => void message.warning(error instanceof NoPush ? t(`push.why.${error.why}`) : failureText(error)),
    retry: false,
  })
  return (
    <Button
      type="text"
      className="push"
      aria-pressed={isOn}
      disabled={isFetching || toggle.isPending}
      onClick={() => toggle.mutate()}
    >
      {t(isOn ? 'push.on' : 'push.off')}
    </Button>
  )
}
