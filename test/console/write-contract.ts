import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { startService } from '../../main.ts'
import { contractOf } from './contract.ts'

const PLACE = path.resolve(import.meta.dirname, '../../console/service/contract.d.ts')

/** `npm run contract`: writes the types that the pages are written against, after a change of the API. */
async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-contract-'))
  try {
    await writeFile(PLACE, await contractOf(await documentOfServiceIn(folder)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  console.log('The contract is written to console/service/contract.d.ts; git diff shows what changed.')
}

async function documentOfServiceIn(folder: string): Promise<string> {
  const config = readConfig({ MENSHEN_DATA_DIR: folder, MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0' })
  const service = await startService({ config, log: createLog('error'), demoPassword: null })
  try {
    return await (await fetch(`${service.httpUrl}/api/docs/json`)).text()
  } finally {
    await service.close()
  }
}

await main()
