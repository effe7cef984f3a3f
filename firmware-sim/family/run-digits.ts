import { createHash } from 'node:crypto'

/** Ten hexadecimal digits: six that a run's addresses share, and four for the sensor's number. */
export function runDigits(run: string, number: number): string {
  const shared = createHash('sha256').update(run).digest('hex').slice(0, 6)
  return `${shared}${number.toString(16).padStart(4, '0')}`
}
