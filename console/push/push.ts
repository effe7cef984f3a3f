import { answerOf, client } from '../service/client.ts'
import type { Me } from '../service/shapes.ts'
import { currentLanguage } from '../words/words.ts'

/** Whose this browser is: messages to it are one person's. */
const OWNER_KEY = 'menshen.push'
const WORKER = '/service-worker.js'

export type WhyNoPush = 'insecure' | 'unsupported' | 'denied' | 'default' | 'service'

/** Why there can be no messages on this device. */
export class NoPush extends Error {
  readonly why: WhyNoPush

  constructor(why: WhyNoPush) {
    super(why)
    this.why = why
  }
}

/** Whether messages come to this device, for this person. What another person left behind is taken back. */
export async function keepPush(me: Me): Promise<boolean> {
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
export async function turnPushOn(me: Me): Promise<void> {
  if (!window.isSecureContext) throw new NoPush('insecure')
  if (!isSupported()) throw new NoPush('unsupported')
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') throw new NoPush(permission)
  await navigator.serviceWorker.register(WORKER)
  await give(await subscribe())
  localStorage.setItem(OWNER_KEY, String(me.staffId))
}

export async function turnPushOff(): Promise<void> {
  const subscription = await presentSubscription()
  if (subscription === null) return
  await client.POST('/api/v1/me/web-push-subscriptions/end', { body: { endpoint: subscription.endpoint } })
  await forget(subscription)
}

/** After the service has ended it: with the session, or because somebody else sits here. */
export async function forgetPush(): Promise<void> {
  const subscription = await presentSubscription()
  if (subscription !== null) await forget(subscription)
}

function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function presentSubscription(): Promise<PushSubscription | null> {
  if (!window.isSecureContext || !isSupported()) return null
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  return registration === undefined ? null : registration.pushManager.getSubscription()
}

async function subscribe(): Promise<PushSubscription> {
  const { publicKey } = await answerOf(client.GET('/api/v1/web-push-key'))
  const { pushManager } = await navigator.serviceWorker.ready
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }).catch(() => {
    // Its maker's service cannot be reached from here, or the browser has none.
    throw new NoPush('service')
  })
}

/** A subscription is bound to the service's key for good; after a change of the key there must be another. */
async function underOurKey(subscription: PushSubscription): Promise<PushSubscription> {
  const { publicKey } = await answerOf(client.GET('/api/v1/web-push-key'))
  const bound = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0))
  if (base64url(bound) === publicKey) return subscription
  await subscription.unsubscribe()
  return subscribe()
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function give(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) throw new NoPush('service')
  const body = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, language: currentLanguage() }
  await client.POST('/api/v1/me/web-push-subscriptions', { body })
}

async function forget(subscription: PushSubscription): Promise<void> {
  localStorage.removeItem(OWNER_KEY)
  await subscription.unsubscribe()
}
