import { readConfig } from '../base/config.ts'
import { createLog } from '../base/log.ts'
import { startService } from '../main.ts'

/** The whole of Menshen, as `npm start` runs it, on the database that the bench has prepared. */
const config = readConfig(process.env)
const service = await startService({
  config,
  log: createLog(config.MENSHEN_LOG_LEVEL),
  demoPassword: 'menshen-bench-2020',
})
process.send?.({ port: Number(new URL(service.mqttUrl).port), http: service.httpUrl })
// Asked for its memory it tells it, without what is only waiting to be collected where a collection can be asked for.
process.on('message', (what) => {
  if (what === 'memory, settled') globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
process.on('disconnect', () => {
  service.close().finally(() => process.exit(0))
})
