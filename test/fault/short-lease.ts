import { parseArgs } from 'node:util'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { startService } from '../../main.ts'

/** The whole service, whose claims on messages run out after `--lease-ms`: what waits for that need not wait for 30 s. */
const { values } = parseArgs({ options: { 'lease-ms': { type: 'string', default: '30000' } } })
const config = readConfig(process.env)
const leaseMs = Number(values['lease-ms'])
const service = await startService({
  ...{ config, log: createLog(config.MENSHEN_LOG_LEVEL), demoPassword: null },
  outboxTimes: { leaseMs, sendMs: Math.min(20_000, leaseMs * 0.75) },
})
console.log(`Menshen is running: ${service.httpUrl}`)
process.once('SIGTERM', () => {
  service.close().finally(() => process.exit(0))
})
