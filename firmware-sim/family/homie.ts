import type { ProductMapping } from '../../adapters/product-mapping.ts'
import { type Family, type Gateway, type Report, type Said, said } from './family.ts'

const NODE = 'door'

/** Values are words, in lower case only. */
const FRONT_DOOR: ProductMapping = {
  product: NODE,
  door: { path: 'contact', open: ['true'], closed: ['false'] },
  battery: { path: 'battery', unit: 'percent' },
  tamper: { path: 'tamper', tampered: ['true'], inPlace: ['false'] },
  ...{ time: null, device: null, periodic: null },
}

/**
 * A Homie 5 device at each door, on the network itself. At every connection `$state` is `init`, then come its description and
 * its values, all retained, then `ready`; the broker says `lost` when the connection dies. Nothing has a time, and which
 * property is a door is its maker's own affair.
 */
export const homie: Family = {
  name: 'homie',
  sensorsPerGateway: 1,
  baseTopicOf: (_id, digits) => `homie/5/contact-${digits}`,
  deviceOf: (digits, number, gatewayId) => ({ uid: `homie:${gatewayId}/${NODE}`, name: NODE, digits, number }),
  mappings: [FRONT_DOOR],
  will: (gateway) => stateOf(gateway, 'lost'),
  wake(gateway, why, heard) {
    const factory = why === 'installed' ? [saidOf(gateway, 'contact', false), saidOf(gateway, 'tamper', false)] : []
    return [
      ...[stateOf(gateway, 'init'), description(gateway), ...factory],
      ...heard.flatMap((it) => valuesOf(gateway, it)),
      stateOf(gateway, 'ready'),
    ]
  },
  report(gateway, report) {
    const { kind, door, isTampered } = report
    if (kind === 'tamper' || kind === 'tamper_cleared') return [saidOf(gateway, 'tamper', isTampered)]
    if (kind === 'opened' || kind === 'closed') return [saidOf(gateway, 'contact', door === 'open')]
    return valuesOf(gateway, report)
  },
}

function valuesOf(gateway: Gateway, { door, isTampered, batteryPercent }: Report): readonly Said[] {
  return [
    saidOf(gateway, 'contact', door === 'open'),
    saidOf(gateway, 'tamper', isTampered),
    saidOf(gateway, 'battery', batteryPercent),
  ]
}

function saidOf({ baseTopic }: Gateway, property: string, value: boolean | number): Said {
  return said(`${baseTopic}/${NODE}/${property}`, `${value}`, true)
}

function stateOf({ baseTopic }: Gateway, state: 'init' | 'ready' | 'lost'): Said {
  return said(`${baseTopic}/$state`, state, true)
}

function description({ baseTopic }: Gateway): Said {
  const properties = {
    contact: { name: 'Contact', datatype: 'boolean', format: 'closed,open' },
    tamper: { name: 'Cover', datatype: 'boolean', format: 'fitted,removed' },
    battery: { name: 'Battery', datatype: 'integer', format: '0:100', unit: '%' },
  }
  return said(
    `${baseTopic}/$description`,
    { homie: '5.0', version: 1, name: 'Front door', nodes: { [NODE]: { name: 'Front door', properties } } },
    true,
  )
}
