import type { ProductMapping } from '../../adapters/product-mapping.ts'
import type { Instant } from '../../base/instant.ts'
import { type Device, type Family, type Gateway, type Said, said } from './family.ts'

const PRODUCT = '5fdb75cccbfe2f02ce81d4bf'

const DOOR_SENSOR: ProductMapping = {
  product: PRODUCT,
  door: { path: 'status', open: ['open'], closed: ['closed'] },
  battery: { path: 'batteryLevel', unit: 'percent' },
  tamper: { path: 'cover', tampered: ['removed'], inPlace: ['fitted'] },
  ...{ time: null, device: null, periodic: null },
}

interface Service {
  readonly service_id: string
  readonly properties: object
}

/**
 * Huawei IoTDA behind a forwarder. Door, cover and battery are services of their own, dated in whole seconds and compact:
 * a door may open and close within one. Every other sensor reports for itself; the rest are behind a gateway.
 */
export const huawei: Family = {
  name: 'huawei',
  sensorsPerGateway: 1000,
  baseTopicOf: (id) => `huawei-${id}`,
  deviceOf: (digits, number) => {
    const name = `${PRODUCT}_door${digits}`
    return { uid: `huawei:${PRODUCT}/${name}`, name, digits, number }
  },
  mappings: [DOOR_SENSOR],
  will: () => null,
  wake(gateway, why, _heard, at) {
    if (why !== 'installed') return []
    return gateway.devices.map((it) => reported(gateway, it, at, [door('closed'), battery(100)]))
  },
  report(gateway, report) {
    const { device, kind, at } = report
    if (kind === 'tamper' || kind === 'tamper_cleared') {
      const cover = { service_id: 'Cover', properties: { cover: report.isTampered ? 'removed' : 'fitted' } }
      return [reported(gateway, device, at, [cover])]
    }
    const isChange = kind === 'opened' || kind === 'closed'
    const services = [door(report.door), ...(isChange ? [] : [battery(report.batteryPercent)])]
    return [reported(gateway, device, at, services)]
  },
}

function door(status: 'open' | 'closed'): Service {
  return { service_id: 'Door', properties: { status } }
}

function battery(batteryLevel: number): Service {
  return { service_id: 'Battery', properties: { batteryLevel } }
}

function reported({ baseTopic, id }: Gateway, device: Device, at: Instant, services: readonly Service[]): Said {
  const dated = services.map((it) => ({ ...it, event_time: compact(at) }))
  if (device.number % 2 === 0) {
    return said(`${baseTopic}/$oc/devices/${device.name}/sys/properties/report`, { services: dated })
  }
  const devices = [{ device_id: device.name, services: dated }]
  const topic = `${baseTopic}/$oc/devices/${PRODUCT}_${id}/sys/gateway/sub_devices/properties/report`
  return said(topic, { devices })
}

/** `20151212T121212Z`. */
function compact(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
