export interface Progress {
  readonly sensors: number
  readonly connected: number
  readonly made: number
  readonly stored: number
  readonly resent: number
  /** The share of the run that is over, 0 to 1. */
  readonly share: number
}

interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const BAR_WIDTH = 24
const TTY_EVERY_MS = 250
const LINES_EVERY_MS = 5000

export function progressText({ sensors, connected, made, stored, resent }: Progress): string {
  return `connected ${connected}/${sensors}  made ${made}  stored ${stored}  resent ${resent}`
}

/** `[######------]  42 %` for a share between 0 and 1. */
export function bar(share: number, width = BAR_WIDTH): string {
  const part = Math.max(0, Math.min(1, share))
  const filled = Math.round(part * width)
  const percent = `${Math.floor(part * 100)}`.padStart(3)
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${percent} %`
}

/** Shows progress until the returned function is called: one line rewritten on a terminal, plain lines elsewhere. */
export function showProgress(read: () => Progress, terminal: Terminal): () => void {
  const tty = terminal.isTTY === true
  const show = () => {
    const progress = read()
    const text = `${bar(progress.share)}  ${progressText(progress)}`
    terminal.write(tty ? `\r\u001b[2K${text}` : `${text}\n`)
  }
  const timer = setInterval(show, tty ? TTY_EVERY_MS : LINES_EVERY_MS)
  return () => {
    clearInterval(timer)
    show()
    if (tty) terminal.write('\n')
  }
}
