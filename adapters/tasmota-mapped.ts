import type { DoorEvent } from '../protocol/door-event.ts'
import type { AdapterContext, AdapterResult, RawMessage, Rejection } from './adapter.ts'
import { ignored, rejected, told } from './answer.ts'
import { foreignEvent } from './foreign-event.ts'
import { platformUid } from './foreign-uid.ts'
import { type Fields, quoted, textAt } from './json.ts'
import { readMapped } from './mapped-reading.ts'
import { ANY_PRODUCT } from './product-mapping.ts'

/** As many as an ESP32 has. */
const SWITCHES: readonly string[] = Array.from({ length: 28 }, (_, index) => `Switch${index + 1}`)

/**
 * Wired contacts (`Switch1`) and RF codes (`RfReceived.Data`). The mapping's product is the sensor's name here: a switch
 * input by its own, an RF sensor by whatever the installer calls it, because each has codes of its own. A code or a
 * switch that nobody has mapped says nothing: a neighbour's remote control is received too.
 */
export function readTasmotaMapped(json: Fields, message: RawMessage, context: AdapterContext): AdapterResult {
  const events: DoorEvent[] = []
  const refused: Rejection[] = []
  const rfCode = textAt(json.RfReceived, 'Data')
  for (const mapping of context.mappings) {
    const { said, rejected: unread, looks } = readMapped(json, mapping)
    context.explain?.({ product: mapping.product, device: context.gateway.baseTopic, mapping, looks })
    const sensor = platformUid('tasmota', context.gateway.baseTopic, mapping.product)
    const tellsSomething = said.contact !== null || said.tamper !== null
    if (sensor === null || mapping.product === ANY_PRODUCT) continue
    if (tellsSomething) events.push(foreignEvent(sensor, message, said))
    // Another sensor's code is no failure of this one's.
    else if (rfCode === null) refused.push(...unread)
  }
  if (events.length > 0 || refused.length > 0) return told(events, [], refused)
  if (rfCode !== null) return ignored(`nobody has mapped the code ${quoted(rfCode)}`)
  const input = SWITCHES.find((it) => Object.hasOwn(json, it))
  if (input === undefined) return ignored('it says nothing of a door')
  return rejected('unmapped', `nobody has said what ${quoted(input)} means when it is ON`)
}
