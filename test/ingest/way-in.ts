import { pino } from 'pino'
import { Registry } from 'prom-client'
import { Closers } from '../../base/closers.ts'
import { readConfig } from '../../base/config.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { startIntake } from '../../intake.ts'
import { freshDatabase } from '../support/database.ts'
import type { WayIn } from './contract.ts'

/** Broker and ingest as the service builds them, by its settings, on a database of their own. */
export async function openWayIn(settings: Readonly<Record<string, string>>): Promise<WayIn> {
  const closers = new Closers()
  const metrics = new Registry()
  const { pool, close } = await freshDatabase()
  closers.add('database', close)
  const intake = await startIntake({
    config: readConfig({ MENSHEN_MQTT_PORT: '0', ...settings }),
    ...{ log: pino({ level: 'silent' }), clock: Date.now, closers, metrics },
    ...{ failpoint: noFailpoint, pool, cache: new WatchCache(), ensurePulse: async () => undefined },
  })
  const pubackMeansStored = settings.MENSHEN_BROKER_URL === undefined
  const { mqttUrl: brokerUrl, tell } = intake
  return { pool, brokerUrl, pubackMeansStored, tell, metrics, close: () => closers.close() }
}
