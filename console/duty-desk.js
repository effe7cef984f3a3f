import { placeOf } from './alert-card.js'
import { AlertFeed } from './alert-feed.js'
import { AlertList } from './alert-list.js'
import { api } from './api.js'
import { element } from './element.js'
import { failureText, text } from './texts.js'

const HANDLERS = ['grid_worker', 'duty_officer', 'admin']
const TICK_MS = 10_000
const PAGES_MAX = 5

/** The list of alerts, kept live. Ends itself through `onSignedOut` when the session is over. */
export class DutyDesk {
  #place
  #options
  #view
  #list
  #root = element('ul', { className: 'alerts' })
  #notice = element('p', { className: 'notice' })
  #feed
  #timer
  /** The browser knows before the stream does that there is no network. */
  #network = new AbortController()
  /** The alert that the address names, as a message's link does, until it was shown; null when there is none. */
  #wanted = new URLSearchParams(location.search).get('alert')
  /** News that came while the list was being loaded; null when it is not. */
  #waiting = null

  /** Options: `me`, `sign`, `say(message)`, `onSignedOut()`, `view`. */
  constructor(place, options) {
    this.#place = place
    this.#options = options
    this.#view = options.view ?? 'unresolved'
    this.#feed = new AlertFeed({
      onStand: () => this.#load(),
      onReset: () => this.#load(),
      onNews: (news) => this.#take(news),
      onSign: () => options.sign.heard(),
      onLost: () => this.#lost(),
    })
  }

  get view() {
    return this.#view
  }

  start() {
    this.#place.replaceChildren(this.#tabs(), this.#notice, this.#root)
    this.#notice.textContent = text('loading')
    this.#list = new AlertList(this.#root, this.#acts(), this.#view === 'resolved')
    this.#options.sign.lost()
    this.#feed.open()
    this.#network = new AbortController()
    const { signal } = this.#network
    window.addEventListener('offline', () => this.#options.sign.lost(), { signal })
    window.addEventListener('online', () => this.#feed.open(), { signal })
    this.#timer = setInterval(() => this.#list.tick(), TICK_MS)
  }

  stop() {
    this.#feed.close()
    this.#network.abort()
    clearInterval(this.#timer)
  }

  #tabs() {
    const tab = (view, key) =>
      element('button', {
        type: 'button',
        textContent: text(key),
        'aria-pressed': String(view === this.#view),
        onclick: () => this.#show(view),
      })
    return element('div', { className: 'tabs' }, [tab('unresolved', 'queue'), tab('resolved', 'resolvedList')])
  }

  #show(view) {
    this.#view = view
    this.#root.replaceChildren()
    this.stop()
    this.start()
  }

  #acts() {
    const mayHandle = this.#options.me.roles.some(({ role }) => HANDLERS.includes(role))
    if (!mayHandle) return null
    return {
      acknowledge: (alert) => this.#do(() => api.acknowledge(alert.id)),
      resolve: (alert, outcome, note) => this.#do(() => api.resolve(alert.id, outcome, note)),
    }
  }

  async #do(act) {
    try {
      this.#apply(await act())
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error) {
    if (error.status === 401) this.#options.onSignedOut()
    else if (error.status === 409) this.#options.say(text('taken', { by: error.details.by ?? '' }))
    else this.#options.say(failureText(error))
  }

  /** A lost stream may mean a lost session, which only asking finds out. */
  async #lost() {
    this.#options.sign.lost()
    await api.me().catch((error) => {
      if (error.status === 401) this.#options.onSignedOut()
    })
  }

  async #load() {
    this.#waiting ??= []
    const list = this.#list
    try {
      const alerts = await this.#allPages()
      if (list !== this.#list) return
      list.replaceAll(alerts)
      const news = this.#waiting ?? []
      this.#waiting = null
      for (const { alert } of news) this.#apply(alert)
      this.#tell()
      this.#showWanted()
    } catch (error) {
      this.#failed(error)
    }
  }

  /** Once: whoever scrolls away afterwards is not pulled back. */
  #showWanted() {
    const card = [...this.#root.children].find((it) => it.dataset.id === this.#wanted)
    if (card === undefined) return
    this.#wanted = null
    card.dataset.wanted = 'true'
    card.scrollIntoView({ block: 'center' })
  }

  async #allPages() {
    const all = []
    let after = null
    for (let page = 0; page < (this.#view === 'resolved' ? 1 : PAGES_MAX); page++) {
      const { alerts, next } = await api.alerts(this.#view, after)
      all.push(...alerts)
      if (next === null) return all
      after = next
    }
    this.#notice.dataset.more = String(all.length)
    return all
  }

  #take(news) {
    if (this.#waiting !== null) {
      this.#waiting.push(news)
      return
    }
    const isNew = this.#apply(news.alert)
    const place = placeOf(news.alert)
    if (isNew && news.what === 'raised') this.#options.say(text('newAlert', { place }))
    if (news.what === 'returned') this.#options.say(text('returnedAlert', { place, by: news.by ?? '' }))
  }

  #apply(alert) {
    const isNew = this.#list.apply(alert)
    this.#tell()
    return isNew
  }

  #tell() {
    const { more } = this.#notice.dataset
    const empty = text(this.#view === 'resolved' ? 'emptyResolved' : 'empty')
    this.#notice.textContent = more === undefined ? (this.#list.size === 0 ? empty : '') : text('more', { count: more })
    const waiting = this.#view === 'resolved' ? 0 : this.#list.newCount
    document.title = waiting === 0 ? text('title') : `(${waiting}) ${text('title')}`
  }
}
