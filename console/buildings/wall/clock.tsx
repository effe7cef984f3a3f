import { useEffect, useState } from 'react'
import { currentLanguage } from '../../words/words.ts'

const TICK_MS = 1000

export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}

export function Clock() {
  const now = new Date(useNow())
  const locale = currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  const day = now.toLocaleDateString(locale, { month: 'long', day: 'numeric', weekday: 'long' })
  return (
    <p className="clock">
      <time dateTime={now.toISOString()}>{now.toLocaleTimeString(locale, { hour12: false })}</time>
      <span>{day}</span>
    </p>
  )
}
