import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { ServiceFailure } from '../service/failure.ts'
import { ME_KEY } from '../service/session.ts'
import { router } from './router.tsx'
import { THEME } from './theme.ts'

const RETRIES_MAX = 2
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the service refuses it refuses again; only what was lost is asked for once more.
      retry: (count, error) => count < RETRIES_MAX && (!(error instanceof ServiceFailure) || error.status === 0),
      throwOnError: false,
    },
    mutations: {
      retry: (count, error) => count < RETRIES_MAX && error instanceof ServiceFailure && error.status === 0,
    },
  },
})
// A session that is over shows wherever it is noticed first.
queries.getQueryCache().subscribe((event) => {
  // Only as it fails: what was asked before the next sign-in keeps its old error until it is answered.
  if (event.type !== 'updated' || event.action.type !== 'error') return
  const { query } = event
  if (query.queryKey[0] === ME_KEY[0]) return
  if (isSessionOver(query.state.error)) queries.setQueryData(ME_KEY, null)
})
queries.getMutationCache().subscribe(({ mutation }) => {
  if (isSessionOver(mutation?.state.error)) queries.setQueryData(ME_KEY, null)
})

function isSessionOver(error: unknown): boolean {
  return error instanceof ServiceFailure && error.status === 401 && error.code !== 'login.failed'
}

export function App() {
  const { i18n } = useTranslation()
  return (
    <ConfigProvider
      theme={THEME}
      locale={i18n.language === 'en' ? enUS : zhCN}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp message={{ maxCount: 3, duration: 6 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
