import { type Logger, pino } from 'pino'

export type Log = Logger

/** Structured log lines on standard output. Secrets never reach it: the fields that could hold one are redacted by name. */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: { paths: ['password', 'secret', 'authorization', 'cookie', '*.password', '*.secret', 'headers.cookie'] },
  })
}
