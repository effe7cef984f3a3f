import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { ApiClient } from '../api-client.ts'
import { Turns } from '../turns.ts'
import type { Family, Gateway } from './family.ts'
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
const done = z.object({})
const page = z.object({ sensors: z.array(z.object({ uid: z.string() })) })

/**
 * Registers the gateways, says what their products' properties mean where the family leaves that open, and connects them;
 * what they say at their first waking brings their sensors into the stock, as in the field. In the order of the homes.
 * @throws Error that names a sensor that does not appear.
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
    const behind = (await Promise.all(each)).flat().toSorted((a, b) => (a.device.digits < b.device.digits ? -1 : 1))
    await appeared(
      api,
      behind.map((it) => it.device.uid),
    )
    return behind
  } catch (cause) {
    await stopAll()
    throw cause
  }
}

/** Each family's sensors, numbered within the family and divided among as many gateways as they need. */
function gatewaysOf({ families, sensors, run }: FamiliesPlan): readonly { family: Family; gateway: Gateway }[] {
  return families.flatMap((family, place) => {
    const count = Math.max(0, Math.ceil((sensors - place) / families.length))
    const each = Array.from({ length: count }, (_, index) => {
      const home = place + 1 + index * families.length
      return { home, digits: runDigits(run, home), number: index + 1 }
    })
    return inGroups(each, family.sensorsPerGateway).map((group) => {
      const [first] = group
      const id = `sim-${run}-${first?.home ?? 0}`
      const baseTopic = family.baseTopicOf(id, first?.digits ?? '')
      const devices = group.map(({ digits, number }) => family.deviceOf(digits, number, id))
      return { family, gateway: { id, baseTopic, devices } }
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
  for (const mapping of family.mappings ?? []) await api.post(`/gateways/${id}/mappings`, { mapping }, done)
  return new SimulatedGateway({ family, gateway, secret, brokerUrl, clock, after })
}

async function appeared(api: ApiClient, uids: readonly string[]): Promise<void> {
  let missing: readonly string[] = uids
  for (let tries = 0; tries < APPEAR_TRIES_MAX; tries += 1) {
    missing = await missingOf(api, missing)
    if (missing.length === 0) return
    await pause(APPEAR_EVERY_MS)
  }
  throw new Error(
    `${missing.length} sensors did not appear, the first of them ${missing[0]}; GET /api/v1/rejected-messages may say why`,
  )
}

/** Which of these the stock does not have. Its list is in the order of the addresses, so that one look answers for many of a kind. */
async function missingOf(api: ApiClient, uids: readonly string[]): Promise<readonly string[]> {
  const asked = new Set(uids.toSorted())
  const missing: string[] = []
  for (const uid of asked) {
    const shown = await sensorsFrom(api, uid)
    if (!shown.includes(uid)) missing.push(uid)
    for (const each of [uid, ...shown]) asked.delete(each)
  }
  return missing
}

async function sensorsFrom(api: ApiClient, uid: string): Promise<readonly string[]> {
  const asked = new URLSearchParams({ after: uid.slice(0, -1), limit: `${SENSORS_PER_PAGE}` })
  return (await api.get(`/sensors?${asked}`, page)).sensors.map((it) => it.uid)
}

function inGroups<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
