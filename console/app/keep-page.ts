const WORKER = '/service-worker.js'

/**
 * Has the browser keep the page, so that it opens without a network and can be installed. Where it may not, as over
 * plain HTTP from elsewhere, everything else works all the same.
 */
export function keepPage(): void {
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator)) return
  // What a person waits for comes first.
  window.addEventListener('load', () => void navigator.serviceWorker.register(WORKER).catch(() => undefined))
}
