import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { readConfig } from '../base/config.ts'
import { createLog } from '../base/log.ts'
import { type Service, startService } from '../main.ts'

const PASSWORD = 'a long enough password'

export interface PagesService extends Service {
  /** The administrator's session. */
  readonly cookie: string
  readonly signIn: (page: Page) => Promise<void>
}

/** The whole service in a folder of its own, with nothing in it, for measuring its pages. */
export async function startPagesService(): Promise<PagesService> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-pages-'))
  const config = readConfig({
    MENSHEN_DATA_DIR: folder,
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_PORT: '0',
    MENSHEN_CANARY: 'false',
  })
  const service = await startService({ config, log: createLog('error'), demoPassword: PASSWORD })
  const signedIn = await fetch(`${service.httpUrl}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  })
  return {
    ...service,
    cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    async signIn(page) {
      await page.locator('input[name=username]').fill('admin')
      await page.locator('input[name=password]').fill(PASSWORD)
      await page.keyboard.press('Enter')
    },
    async close() {
      await service.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
