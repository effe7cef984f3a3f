import { Alert } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createReader, type Reader } from './read-code.ts'

const PICTURE = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
const EVERY_MS = 120

type Refusal = 'refused' | 'none' | 'insecure' | 'broken'

/** The phone's camera, which looks for a code until it has one or is closed. Its pictures stay on the phone. */
export function Camera({ onCode }: { readonly onCode: (text: string) => void }) {
  const { t } = useTranslation('deploy')
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef(onCode)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  told.current = onCode
  useEffect(() => {
    const closed = new AbortController()
    watch(video.current, closed.signal, (text) => told.current(text)).catch((error: unknown) => {
      if (!closed.signal.aborted) setRefusal(refusalOf(error))
    })
    return () => closed.abort()
  }, [])
  if (refusal !== null) return <Alert type="warning" showIcon title={t(`camera.${refusal}`)} />
  return (
    <div className="camera">
      <video ref={video} muted playsInline aria-label={t('camera.picture')} />
      <p role="status">{t('camera.looking')}</p>
    </div>
  )
}

async function watch(
  video: HTMLVideoElement | null,
  closed: AbortSignal,
  onCode: (text: string) => void,
): Promise<void> {
  // Browsers give a camera to pages that came over https, or from this very machine.
  if (!window.isSecureContext) throw new DOMException('', 'SecurityError')
  const stream = await navigator.mediaDevices.getUserMedia({ video: PICTURE, audio: false })
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  if (video === null || closed.aborted) return stop()
  closed.addEventListener('abort', stop)
  video.srcObject = stream
  await video.play()
  await readUntilFound(video, await createReader(), closed, onCode)
}

async function readUntilFound(
  video: HTMLVideoElement,
  read: Reader,
  closed: AbortSignal,
  onCode: (text: string) => void,
): Promise<void> {
  while (!closed.aborted) {
    const text = await read(video)
    if (closed.aborted) return
    if (text !== null) onCode(text)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}

function refusalOf(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return name === 'SecurityError' ? 'insecure' : 'broken'
}
