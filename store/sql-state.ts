/**
 * Failures that another try can cure: the connection went away, the server restarts or is full, two transactions were
 * in each other's way. Everything else is about the statement or its values. Classes and codes: PostgreSQL, appendix A.
 */
const CURABLE_CLASSES = new Set(['08', '40', '53', '57', '58'])
const CURABLE_ERRNO = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT'])

export function isCurable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^[0-9A-Z]{5}$/.test(code)) return CURABLE_CLASSES.has(code.slice(0, 2)) || code === '55P03'
  return CURABLE_ERRNO.has(code) || /timeout|terminated|Connection|not queryable/i.test(error.message)
}
