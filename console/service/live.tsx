import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { AlertFeed, type AlertNews } from './alert-feed.ts'
import { ALERTS_KEY, takeNews } from './alerts.ts'
import { ME_KEY } from './session.ts'

type NewsListener = (news: AlertNews) => void

interface Live {
  readonly isLive: boolean
  /** When something was last heard; null: never. */
  readonly heardAt: number | null
  /** Hears the news until the returned function is called. */
  listen(listener: NewsListener): () => void
}

const LiveContext = createContext<Live>({ isLive: false, heardAt: null, listen: () => () => undefined })

export function useLive(): Live {
  return useContext(LiveContext)
}

/** Keeps every list of alerts as the service has it, and says when it cannot. */
export function LiveAlerts({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const [isLive, setIsLive] = useState(false)
  const [heardAt, setHeardAt] = useState<number | null>(null)
  const listeners = useRef(new Set<NewsListener>())

  useEffect(() => {
    const reload = () => void queries.invalidateQueries({ queryKey: ALERTS_KEY })
    const lost = () => setIsLive(false)
    const feed = new AlertFeed({
      onStand: reload,
      onReset: reload,
      onSign() {
        setIsLive(true)
        setHeardAt(Date.now())
      },
      onNews(news) {
        takeNews(queries, news)
        for (const listener of listeners.current) listener(news)
      },
      onLost() {
        lost()
        // A lost stream may mean a lost session, which only asking finds out.
        void queries.invalidateQueries({ queryKey: ME_KEY })
      },
    })
    const online = () => feed.open()
    feed.open()
    // The browser knows before the stream does that there is no network.
    window.addEventListener('offline', lost)
    window.addEventListener('online', online)
    return () => {
      feed.close()
      window.removeEventListener('offline', lost)
      window.removeEventListener('online', online)
    }
  }, [queries])

  const live = useMemo<Live>(
    () => ({
      isLive,
      heardAt,
      listen(listener) {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [isLive, heardAt],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}
