import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { platformUid } from './foreign-uid.ts'
import { elementsOf, fieldOf, isRecord, parseJson, textAt } from './json.ts'
import { answerReports, type PlatformReport, REPORTS_MAX } from './platform-report.ts'

/**
 * Huawei IoTDA: `$oc/devices/<device>/sys/properties/report` with `services[].properties` and the compact
 * `event_time` `20151212T121212Z`; for what is behind a gateway `…/sys/gateway/sub_devices/properties/report` with
 * `devices[]`. A device's id begins with its product's, before the first `_`. As for OneNET, the base topic comes first.
 */
export const huawei: Adapter = {
  id: 'huawei',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

const TOPIC = /(?:^|\/)\$oc\/devices\/([^/]+)\/sys\/(.+)$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const [, device, kind] = TOPIC.exec(message.topic) ?? []
  if (device === undefined) return rejected('unknown_topic', 'not a device of IoTDA')
  const isBehind = kind === 'gateway/sub_devices/properties/report'
  if (kind !== 'properties/report' && !isBehind) return ignored('no report of properties')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const reports = isBehind
    ? elementsOf(json.devices, REPORTS_MAX).flatMap((it) =>
        reportsOf(textAt(it, 'device_id') ?? '', fieldOf(it, 'services')),
      )
    : reportsOf(device, json.services)
  return reports.length === 0 ? ignored('no service in it') : answerReports(reports, message, context)
}

function reportsOf(device: string, services: unknown): readonly PlatformReport[] {
  const [product = ''] = device.split('_', 1)
  return elementsOf(services, REPORTS_MAX).map((service) => ({
    ...{ product, device, sensor: platformUid('huawei', product, device), messageId: null, isHistory: false },
    properties: fieldOf(service, 'properties'),
    time: { at: readTime(fieldOf(service, 'event_time')), source: 'platform' },
  }))
}
