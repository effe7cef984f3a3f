import { useEffect } from 'react'

/** Keeps the screen from going dark, where the browser can. A page that was hidden has to ask again. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const ask = async () => {
      if (isOver || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      // Refused, for instance with a battery that is low: the screen then behaves as always.
      const held = await navigator.wakeLock.request('screen').catch(() => null)
      lock = held
      if (isOver) await held?.release()
    }
    const onVisible = () => void ask()
    void ask()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [])
}
