import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { ApiClient } from '../api-client.ts'
import { Turns } from '../turns.ts'
import type { Device, Family, Gateway } from './family.ts'
import { runDigits } from './run-digits.ts'
import type { BehindGateway } from './sensor-behind-gateway.ts'
import { SimulatedGateway, type SimulatedGatewayOptions } from './simulated-gateway.ts'

export interface FamiliesPlan extends Pick<SimulatedGatewayOptions, 'brokerUrl' | 'clock' | 'after'> {
  /** They take turns from sensor to sensor. */
  readonly families: readonly Family[]
  readonly sensors: number
  readonly run: string
  /** Whose stock the sensors are. */
  readonly areaId: number
}

const INSTALLS_AT_ONCE = 32
/** Another broker's PUBACK does not mean that Menshen has heard of it. */
const APPEAR_TRIES_MAX = 60
const APPEAR_EVERY_MS = 500
const SENSORS_PER_PAGE = 200

const registered = z.object({ secret: z.string() })
const page = z.object({ sensors: z.array(z.object({ uid: z.string() })), next: z.string().nullable() })

/**
 * Registers the gateways and connects them; what they say at their first waking brings their sensors into the stock, as
 * in the field. In the order of the homes. @throws Error that names a sensor that does not appear.
 */
export async function provisionFamilies(api: ApiClient, plan: FamiliesPlan): Promise<readonly BehindGateway[]> {
  const turns = new Turns(INSTALLS_AT_ONCE)
  const installed: SimulatedGateway[] = []
  const stopAll = () => Promise.all(installed.map((it) => it.stop()))
  try {
    const each = gatewaysOf(plan).map(({ family, gateway }) =>
      turns.run(async () => {
        const simulated = await register(api, plan, family, gateway)
        installed.push(simulated)
        await simulated.install()
        return gateway.devices.map((device) => ({ device, gateway: simulated }))
      }),
    )
    const behind = (await Promise.all(each)).flat().toSorted((a, b) => a.device.number - b.device.number)
    await appeared(
      api,
      plan.run,
      behind.map((it) => it.device),
    )
    return behind
  } catch (cause) {
    await stopAll()
    throw cause
  }
}

/** Each family's sensors, divided among as many gateways as they need. */
function gatewaysOf({ families, sensors, run }: FamiliesPlan): readonly { family: Family; gateway: Gateway }[] {
  return families.flatMap((family, place) => {
    const devices: Device[] = []
    for (let number = place + 1; number <= sensors; number += families.length) {
      devices.push(family.deviceOf(runDigits(run, number), number))
    }
    return inGroups(devices, family.sensorsPerGateway).map((group) => {
      const [first] = group
      const id = `sim-${run}-${first?.number ?? 0}`
      const baseTopic = family.baseTopicOf(id, first?.digits ?? '')
      return { family, gateway: { id, baseTopic, devices: group } }
    })
  })
}

async function register(
  api: ApiClient,
  { brokerUrl, clock, after, areaId }: FamiliesPlan,
  family: Family,
  gateway: Gateway,
): Promise<SimulatedGateway> {
  const { id, baseTopic } = gateway
  const { secret } = await api.post('/gateways', { id, adapter: family.name, baseTopic, areaId }, registered)
  return new SimulatedGateway({ family, gateway, secret, brokerUrl, clock, after })
}

async function appeared(api: ApiClient, run: string, devices: readonly Device[]): Promise<void> {
  let missing: readonly Device[] = devices
  for (let tries = 0; tries < APPEAR_TRIES_MAX; tries += 1) {
    const known = await sensorsOf(api, runDigits(run, 0).slice(0, -4))
    missing = devices.filter((it) => !known.has(it.uid))
    if (missing.length === 0) return
    await pause(APPEAR_EVERY_MS)
  }
  throw new Error(
    `${missing.length} sensors did not appear, the first of them ${missing[0]?.uid}; GET /api/v1/rejected-messages may say why`,
  )
}

async function sensorsOf(api: ApiClient, search: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let after: string | null = ''; after !== null; ) {
    const asked: URLSearchParams = new URLSearchParams({ search, after, limit: `${SENSORS_PER_PAGE}` })
    const { sensors, next }: z.infer<typeof page> = await api.get(`/sensors?${asked}`, page)
    for (const { uid } of sensors) known.add(uid)
    after = next
  }
  return known
}

function inGroups<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
