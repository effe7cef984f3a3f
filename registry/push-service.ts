/**
 * The push services of the browsers: Chrome and others on Chromium, Firefox, Safari, Edge. Each with whatever stands
 * before it.
 */
const KNOWN = ['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com']
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Why a browser's address cannot be called; null when it can. Any member of staff may give one, so that it must be at a
 * push service that is known, or at one of `furtherHosts`: whoever could name any host could let us call what only we
 * can reach. A host of ours on loopback, for trials, may be without TLS. The reason repeats nothing of the address,
 * which is a secret.
 */
export function reasonAgainstEndpoint(endpoint: string, furtherHosts: readonly string[]): string | null {
  const url = URL.parse(endpoint)
  if (url === null || url.href !== endpoint || url.username !== '' || url.password !== '' || url.hash !== '')
    return 'not an address that a browser gives'
  const further = furtherHosts.includes(url.hostname)
  const trial = further && url.protocol === 'http:' && LOOPBACK.includes(url.hostname)
  if (url.protocol !== 'https:' && !trial) return 'not https'
  if (further) return null
  if (url.port === '' && KNOWN.some((it) => url.hostname === it || url.hostname.endsWith(`.${it}`))) return null
  return `not at a push service that is known (${KNOWN.join(', ')}); others are named in MENSHEN_WEB_PUSH_HOSTS`
}
