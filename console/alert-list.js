import { AlertCard } from './alert-card.js'

const SEVERITY_ORDER = { critical: 0, major: 1, minor: 2 }
const HANDLING_ORDER = { new: 0, acknowledged: 1, resolved: 2 }

/** By severity, then what nobody has yet, then what has waited longest. */
function queueOrder(one, other) {
  return (
    SEVERITY_ORDER[one.severity] - SEVERITY_ORDER[other.severity] ||
    HANDLING_ORDER[one.handling] - HANDLING_ORDER[other.handling] ||
    Date.parse(one.startedAt) - Date.parse(other.startedAt)
  )
}

function latestResolvedFirst(one, other) {
  return Date.parse(other.resolvedAt ?? other.raisedAt) - Date.parse(one.resolvedAt ?? one.raisedAt)
}

/** The alerts of one view, each a card that stays the same element while it is in the list. */
export class AlertList {
  #root
  #acts
  #resolved
  #cards = new Map()

  constructor(root, acts, resolved) {
    this.#root = root
    this.#acts = acts
    this.#resolved = resolved
  }

  get size() {
    return this.#cards.size
  }

  get newCount() {
    return [...this.#cards.values()].filter((card) => card.alert.handling === 'new').length
  }

  replaceAll(alerts) {
    const kept = new Set(alerts.map((alert) => alert.id))
    for (const id of [...this.#cards.keys()]) if (!kept.has(id)) this.#remove(id)
    for (const alert of alerts) this.#put(alert)
    this.#sort()
  }

  /** An alert as it is now: in, changed, or no longer of this view. True when it was not here before. */
  apply(alert) {
    const isNew = !this.#cards.has(alert.id)
    const isResolved = alert.handling === 'resolved'
    const waits = isResolved || alert.heldBy === null
    const belongs = isResolved === this.#resolved && waits && alert.mergedInto === null
    if (belongs) this.#put(alert)
    else this.#remove(alert.id)
    this.#sort()
    return belongs && isNew
  }

  tick() {
    for (const card of this.#cards.values()) card.tick()
  }

  #put(alert) {
    const card = this.#cards.get(alert.id)
    if (card === undefined) this.#cards.set(alert.id, new AlertCard(alert, this.#acts))
    else card.update(alert)
  }

  #remove(id) {
    this.#cards.get(id)?.root.remove()
    this.#cards.delete(id)
  }

  /** Moves only what is out of place: an element that moves loses its focus. */
  #sort() {
    const order = this.#resolved ? latestResolvedFirst : queueOrder
    const sorted = [...this.#cards.values()].sort((one, other) => order(one.alert, other.alert))
    sorted.forEach((card, index) => {
      if (this.#root.children[index] !== card.root)
        this.#root.insertBefore(card.root, this.#root.children[index] ?? null)
    })
  }
}
