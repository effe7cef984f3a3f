import { afterAll, beforeAll, describe } from 'vitest'
import { contract } from '../ingest/contract.ts'
import { openWayIn } from '../ingest/way-in.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

let mosquitto: Mosquitto
beforeAll(async () => {
  mosquitto = await startMosquitto()
})
afterAll(() => mosquitto.stop())

describe('over mosquitto', () =>
  contract(() => openWayIn({ MENSHEN_BROKER_URL: mosquitto.url, MENSHEN_BROKER_CLIENT_ID: 'contract' })))
