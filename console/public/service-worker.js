/**
 * Shows on this device what the server has to say, also while the page is closed; and keeps the page itself, so that it
 * opens without a network and says so. Nothing that the API answers is ever kept: what is shown of a door is so now.
 */

const KEPT = 'shell'
const PAGE = '/'
/** Pages of the server's own, which people open by link: never in their place the page of the staff. */
const NOT_OURS = /^\/(api|a|r|receipts|healthz|readyz|metrics)(\/|$)/

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(fetch(PAGE, { cache: 'no-store' }).then(keep))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || NOT_OURS.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(pageFor(event))
  else event.respondWith(isNamedByContent(url.pathname) ? keptElse(request) : elseKept(request))
})
self.addEventListener('push', (event) => event.waitUntil(show(event.data.json())))
self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification)))

/** The server's page, so that after a deploy nobody sees the one before; the kept one only when nothing answers. */
async function pageFor(event) {
  try {
    const answer = await fetch(event.request)
    if (answer.ok && (answer.headers.get('content-type') ?? '').includes('text/html')) {
      event.waitUntil(keep(answer.clone()).catch(() => undefined))
    }
    return answer
  } catch (error) {
    const kept = await caches.match(PAGE, { ignoreVary: true })
    if (kept === undefined) throw error
    return kept
  }
}

/** What is in assets/ has a version in its name and stays as it is. */
function isNamedByContent(path) {
  return path.startsWith('/assets/')
}

async function keptElse(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function elseKept(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true })
    if (kept === undefined) throw error
    return kept
  }
}

/** Keeps the page with all that it needs to be drawn, and nothing of an earlier one: the page last, the rest goes then. */
async function keep(answer) {
  if (!answer.ok) throw new Error(`the page was answered with ${answer.status}`)
  const text = await answer.clone().text()
  const files = [...text.matchAll(/(?:src|href)="(\/[\w./-]+)"/g)].map(([, path]) => path)
  const cache = await caches.open(KEPT)
  const known = new Set((await cache.keys()).map((it) => new URL(it.url).pathname))
  await cache.addAll(files.filter((it) => !known.has(it) || !isNamedByContent(it)))
  await cache.put(PAGE, answer)
  const needed = new Set([PAGE, ...files])
  await Promise.all([...known].filter((it) => !needed.has(it)).map((it) => cache.delete(it)))
}

/** A later message about the same alert takes the earlier one's place, and is heard all the same. */
function show({ title, body, link, topic, critical, language }) {
  return self.registration.showNotification(title, {
    body,
    tag: topic,
    renotify: true,
    requireInteraction: critical,
    lang: language === 'zh' ? 'zh-CN' : 'en',
    icon: 'icon-192.png',
    data: { link },
  })
}

/** The message's own link, or the page: the one that is open already, if there is one. */
async function open(notification) {
  notification.close()
  const { link } = notification.data
  if (link !== null) return self.clients.openWindow(link)
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return page === undefined ? self.clients.openWindow('/') : page.focus()
}
