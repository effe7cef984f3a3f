import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './drop-zone.css'
import './words.ts'

interface DropZoneProps {
  readonly isBusy: boolean
  /** Which files, in words. */
  readonly takes: string
  readonly onChosen: (file: File) => void
}

/** A file's field under a label that takes what is dropped on it; by keyboard it is the field alone. */
export function DropZone({ isBusy, takes, onChosen }: DropZoneProps) {
  const { t } = useTranslation('parts')
  const [isOver, setIsOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined && !isBusy) onChosen(file)
  }
  return (
    <label
      className="drop-zone"
      data-over={isOver}
      data-busy={isBusy}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        className="unseen"
        accept=".xlsx,.csv"
        disabled={isBusy}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file !== undefined) onChosen(file)
          // The same file again, mended, is another choice.
          target.value = ''
        }}
      />
      <strong>{t('choose')}</strong>
      <span className="quiet">{takes}</span>
    </label>
  )
}
