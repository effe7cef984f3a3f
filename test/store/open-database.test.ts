import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedServer } from '../../store/embedded-server.ts'
import { openDatabase } from '../../store/open-database.ts'
import { createPool } from '../../store/pool.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'menshen-open-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function ask(url: string, text: string): Promise<unknown[]> {
  const pool = createPool({ url, max: 1, applicationName: 'test', onError: () => undefined })
  return (await pool.query(text).finally(() => pool.end())).rows
}

test('beside a running service the command uses its server and leaves it running', async () => {
  const service = await startEmbeddedServer({ dataDir: folder, port: 0, fsync: false })
  try {
    await ask(service.url, 'create table kept as select 42 as value')
    const opened = await openDatabase({ url: undefined, dataDir: folder })
    expect(await ask(opened.url, 'select value from kept')).toEqual([{ value: 42 }])
    await opened.close()
    expect(await ask(service.url, 'select value from kept')).toEqual([{ value: 42 }])
  } finally {
    await service.stop()
  }
})

test('alone it starts the server, migrated, and stops it', async () => {
  const opened = await openDatabase({ url: undefined, dataDir: folder })
  expect(await ask(opened.url, 'select count(*)::int as n from household')).toEqual([{ n: 0 }])
  await opened.close()
  await expect(ask(opened.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('a server of its own by address is only used', async () => {
  const opened = await openDatabase({ url: 'postgres://somewhere', dataDir: folder })
  expect(opened.url).toBe('postgres://somewhere')
  await opened.close()
})
