import { api } from './api.js'
import { language } from './texts.js'

/** Whose this browser is: messages to it are one person's. */
const OWNER_KEY = 'menshen.push'
const WORKER = '/service-worker.js'

/** Why there can be no messages on this device, as the end of a text's key. */
export class NoPush extends Error {}

/** Whether messages come to this device, for this person. What another person left behind is taken back. */
export async function keepPush(me) {
  const subscription = await presentSubscription()
  if (subscription === null) return false
  if (localStorage.getItem(OWNER_KEY) !== String(me.staffId)) {
    await forget(subscription)
    return false
  }
  await give(await underOurKey(subscription))
  return true
}

/** Asks for permission and subscribes. Throws NoPush when the browser or its owner does not want it. */
export async function turnPushOn(me) {
  if (!window.isSecureContext) throw new NoPush('insecure')
  if (!isSupported()) throw new NoPush('unsupported')
  if ((await Notification.requestPermission()) !== 'granted') throw new NoPush(Notification.permission)
  await navigator.serviceWorker.register(WORKER)
  await give(await subscribe())
  localStorage.setItem(OWNER_KEY, String(me.staffId))
}

export async function turnPushOff() {
  const subscription = await presentSubscription()
  if (subscription === null) return
  await api.endPush(subscription.endpoint)
  await forget(subscription)
}

/** After the server has ended it: with the session, or because somebody else sits here. */
export async function forgetPush() {
  const subscription = await presentSubscription()
  if (subscription !== null) await forget(subscription)
}

function isSupported() {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function presentSubscription() {
  if (!window.isSecureContext || !isSupported()) return null
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  return registration === undefined ? null : registration.pushManager.getSubscription()
}

async function subscribe() {
  const { publicKey } = await api.pushKey()
  const { pushManager } = await navigator.serviceWorker.ready
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }).catch(() => {
    // Its maker's service cannot be reached from here, or the browser has none.
    throw new NoPush('service')
  })
}

/** A subscription is bound to the server's key for good; after a change of the key there must be another. */
async function underOurKey(subscription) {
  const { publicKey } = await api.pushKey()
  const bound = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0))
  if (base64url(bound) === publicKey) return subscription
  await subscription.unsubscribe()
  return subscribe()
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function give(subscription) {
  const { endpoint, keys } = subscription.toJSON()
  return api.givePush({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, language })
}

async function forget(subscription) {
  localStorage.removeItem(OWNER_KEY)
  await subscription.unsubscribe()
}
