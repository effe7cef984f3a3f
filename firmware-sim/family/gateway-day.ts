import type { Clock, Instant } from '../../base/instant.ts'
import { between, seededRandom } from '../random.ts'
import { DAY_MS } from '../scenario.ts'
import type { Timers } from '../timers.ts'
import type { SimulatedGateway } from './simulated-gateway.ts'

export interface GatewayAct {
  /** Simulated milliseconds since the first day began. */
  readonly atMs: number
  readonly kind: 'restart' | 'network_lost' | 'network_back'
}

export interface GatewayDays {
  readonly seed: number | string
  readonly days: number
  readonly speed: number
  readonly from: Instant
  readonly clock: Clock
  readonly after: Timers['after']
}

const MINUTE_MS = 60_000

/** A gateway's day: its program is started anew once, and once MQTT is away for some minutes. Both are over before the day is. */
export function planGatewayDay(seed: number | string, id: string, day: number): readonly GatewayAct[] {
  const random = seededRandom(seed, id, day, 'gateway')
  const restart = between(random, 0.15, 0.45) * DAY_MS
  const lost = between(random, 0.5, 0.85) * DAY_MS
  const back = lost + between(random, 10, 40) * MINUTE_MS
  const acts = { restart, network_lost: lost, network_back: back }
  return (['restart', 'network_lost', 'network_back'] as const).map((kind) => {
    return { kind, atMs: Math.round(day * DAY_MS + acts[kind]) }
  })
}

/**
 * Lives the days of gateways that several sensors share; a sensor that is its own gateway has them in its household's
 * day. What would not be over before the run ends is left out. Returns what calls the rest off.
 */
export function playGatewayDays(gateways: readonly SimulatedGateway[], days: GatewayDays): () => void {
  const { from, speed, clock, after } = days
  const shared = gateways.filter((it) => it.family.sensorsPerGateway > 1)
  const callOffs = shared.flatMap((gateway) =>
    actsOf(gateway, days).map(({ atMs, kind }) => after(from + atMs / speed - clock(), () => act(gateway, kind))),
  )
  return () => {
    for (const callOff of callOffs) callOff()
  }
}

function actsOf(gateway: SimulatedGateway, { seed, days }: GatewayDays): readonly GatewayAct[] {
  return Array.from({ length: Math.ceil(days) }, (_, day) => planGatewayDay(seed, gateway.gateway.id, day))
    .filter((plan) => plan.every((it) => it.atMs < days * DAY_MS))
    .flat()
}

function act(gateway: SimulatedGateway, kind: GatewayAct['kind']): void {
  switch (kind) {
    case 'restart':
      return gateway.restart()
    case 'network_lost':
      return gateway.loseNetwork()
    case 'network_back':
      return gateway.regainNetwork()
  }
}
