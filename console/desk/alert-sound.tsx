import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../service/live.tsx'
import { timeText } from '../words/time-words.ts'

const MUTE_MS = 30 * 60_000
const KEPT_AS = 'menshen.muted-until'
const TONES_HZ = [880, 660, 880]
const TONE_S = 0.18

/** A new critical alert is heard. Whoever cannot bear it silences it for half an hour, and it comes back by itself. */
export function AlertSound() {
  const { t } = useTranslation('desk')
  const { listen } = useLive()
  const [mutedUntil, setMutedUntil] = useState(keptMute)
  useEffect(() => {
    if (mutedUntil <= Date.now()) return
    const timer = window.setTimeout(() => setMutedUntil(0), mutedUntil - Date.now())
    return () => window.clearTimeout(timer)
  }, [mutedUntil])
  useEffect(
    () =>
      listen(({ what, alert }) => {
        const isNews = what === 'raised' || what === 'severity_raised' || what === 'returned'
        if (isNews && alert.severity === 'critical' && keptMute() <= Date.now()) sound()
      }),
    [listen],
  )
  const isMuted = mutedUntil > Date.now()
  const toggle = () => {
    const until = isMuted ? 0 : Date.now() + MUTE_MS
    localStorage.setItem(KEPT_AS, String(until))
    setMutedUntil(until)
    // A sound that a person asked for also lets the browser make those that come by themselves.
    if (isMuted) sound()
  }
  return (
    <Button className="sound" aria-pressed={isMuted} onClick={toggle}>
      {isMuted ? `♪ ${t('mutedUntil', { time: timeText(mutedUntil) })}` : `♪ ${t('mute')}`}
    </Button>
  )
}

function keptMute(): number {
  return Number(localStorage.getItem(KEPT_AS) ?? 0)
}

function sound(): void {
  const context = new AudioContext()
  for (const [place, hertz] of TONES_HZ.entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = hertz
    tone.connect(context.destination)
    tone.start(context.currentTime + place * TONE_S)
    tone.stop(context.currentTime + (place + 0.8) * TONE_S)
  }
  window.setTimeout(() => void context.close(), TONES_HZ.length * TONE_S * 1000 + 500)
}
