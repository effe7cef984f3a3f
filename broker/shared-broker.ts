import type { Registry } from 'prom-client'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { parseSensorTopic } from '../protocol/topic.ts'
import { BrokerMetrics } from './broker-metrics.ts'
import { type GatewaysDependencies, GatewaysHeard } from './gateways-heard.ts'
import { type BrokerAddress, type Heard, SharedSession } from './shared-session.ts'

export interface SharedBrokerOptions {
  readonly address: BrokerAddress
  /** This worker's own name, the same at every start: the broker keeps for it what it had not acknowledged. */
  readonly clientId: string
}

export interface SharedBrokerDependencies extends GatewaysDependencies {
  /** Settles when the message's consequences are committed; rejects when they could not be. */
  accept(message: RawMessage): Promise<void>
  /** The broker does not know us, or not any more: what it kept may be gone as well. */
  onForgotten(): void
  readonly clock: Clock
  readonly metrics: Registry
}

export interface SharedBroker {
  readonly isConnected: boolean
  /** Says something to whoever listens. A hint: it is lost while the broker is away. */
  publish(topic: string, payload: string): void
  /** Has the broker say it to whoever listens now or later. Resolves when the broker has it. */
  keep(topic: string, payload: string): Promise<void>
  /** Takes no more, and lets what is in hand settle. */
  close(): Promise<void>
}

const SHARED = '$share/menshen/'
const SENSORS = 'menshen/v1/+/up'
/** So long what a gateway has left with the broker (its inventory) is waited for. */
const RETAINED_MS = 5000
/** A restarted worker is back by then, and takes up what its killed one had not acknowledged. */
const EXPIRY_SECONDS = 300
const IN_FLIGHT_MAX = 1000

/**
 * Another MQTT 5 broker in place of our own. Any number of workers share what comes in, by shared subscriptions
 * (MQTT 5, 4.8.2), and each acknowledges after its commit. There are two sessions, because two kinds of sender differ in
 * what they do about a message that was not stored (docs/decisions/0042):
 *
 * - **Sensors** keep a journal until our own `ack`, and say how old a message is each time they say it. A broker that
 *   kept it would make it older than it says: their session ends with its connection.
 * - **Gateways** say it once: the broker keeps their session for a worker that comes back.
 */
export async function connectBroker(
  options: SharedBrokerOptions,
  deps: SharedBrokerDependencies,
): Promise<SharedBroker> {
  const { address, clientId } = options
  const heard = new GatewaysHeard(deps)
  await heard.look()
  const metrics = new BrokerMetrics(deps.metrics, {
    connected: (): number => [sensors, gateways].filter((it) => it.isConnected).length,
    held: (): number => sensors.held + gateways.held,
  })
  const taking = { clock: deps.clock, metrics, accept: (message: RawMessage) => deps.accept(message), heard }
  const common = { log: deps.log, onNotStored: (error: Error): void => notStored(deps.log, metrics, error) }
  const sensors = new SharedSession(
    { address, clientId: `${clientId}-sensors`, expirySeconds: 0, inFlightMax: IN_FLIGHT_MAX },
    {
      ...common,
      take: (message) => takeOfSensors(message, taking),
      subscribed: (session) => {
        session.subscribe([`${SHARED}${SENSORS}`])
        readRetained(session, heard.filters)
      },
    },
  )
  const gateways = new SharedSession(
    { address, clientId: `${clientId}-gateways`, expirySeconds: EXPIRY_SECONDS, inFlightMax: IN_FLIGHT_MAX },
    {
      ...common,
      take: (message) => takeOfGateways(message, taking),
      subscribed: (session, isKnown) => {
        session.subscribe(heard.filters.map((it) => SHARED + it))
        if (!isKnown) deps.onForgotten()
      },
    },
  )
  heard.watch(({ added, removed }) => {
    gateways.subscribe(added.map((it) => SHARED + it))
    gateways.unsubscribe(removed.map((it) => SHARED + it))
    readRetained(sensors, added)
  })
  return {
    get isConnected() {
      return sensors.isConnected && gateways.isConnected
    },
    publish: (topic, payload) => sensors.publish(topic, payload),
    keep: (topic, payload) => sensors.keep(topic, payload),
    async close() {
      await heard.close()
      await Promise.all([sensors.close(), gateways.close()])
    },
  }
}

interface Taking {
  readonly clock: Clock
  readonly metrics: BrokerMetrics
  readonly heard: GatewaysHeard
  accept(message: RawMessage): Promise<void>
}

/** A shared subscription brings nothing that a gateway has left with the broker; a plain one does, once. */
function readRetained(session: SharedSession, filters: readonly string[]): void {
  session.subscribe(filters)
  setTimeout(() => session.unsubscribe(filters), RETAINED_MS).unref()
}

async function takeOfSensors(message: Heard, taking: Taking): Promise<void> {
  const sensor = parseSensorTopic(message.topic)
  if (sensor === null) return message.retain ? takeOfGateways(message, taking) : undefined
  taking.metrics.published.sensor.inc()
  await taking.accept({ ...message, clientId: sensor.id, receivedAt: taking.clock() })
}

async function takeOfGateways(message: Heard, { metrics, heard, clock, accept }: Taking): Promise<void> {
  const clientId = heard.owners.of(message.topic)
  // Nobody's any more, or said where several gateways announce themselves.
  if (clientId === null) return metrics.refused.inc({ reason: 'no_gateway' })
  metrics.published.gateway.inc()
  await accept({ ...message, clientId, receivedAt: clock() })
}

function notStored(log: Log, { notAcknowledged }: BrokerMetrics, error: Error): void {
  notAcknowledged.inc()
  log.warn(
    { err: error },
    'a message was not stored, and not acknowledged; the connection ends, so that it comes again',
  )
}
