/** Shows on this device what the server has to say, also while the page is closed. */

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => event.waitUntil(show(event.data.json())))
self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification)))

/** A later message about the same alert takes the earlier one's place, and is heard all the same. */
function show({ title, body, link, topic, critical, language }) {
  return self.registration.showNotification(title, {
    body,
    tag: topic,
    renotify: true,
    requireInteraction: critical,
    lang: language === 'zh' ? 'zh-CN' : 'en',
    icon: 'icon.svg',
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
