import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MasterKey, masterKey } from '../../base/key.ts'
import { type KeySource, openMasterKey } from '../../registry/master-key.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const makeKey = (): MasterKey => masterKey.parse(randomBytes(32).toString('base64url'))

describe("an installation's key", () => {
  let database: TestDatabase
  let folder: string
  let file: string

  beforeEach(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(path.join(tmpdir(), 'menshen-key-'))
    file = path.join(folder, 'data', 'key')
  })
  afterEach(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const open = (over: Partial<KeySource> = {}) => openMasterKey(database.pool, { given: null, file, makeKey, ...over })
  const forget = () => database.pool.query('delete from key_fingerprint')

  it('is made at the first start, for its owner only, and found at every other', async () => {
    const first = await open()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(path.dirname(file))).toEqual(['key'])
    expect((await open()).equals(first)).toBe(true)
    expect((await open({ given: first, file: '/nowhere/key' })).equals(first)).toBe(true)
  })

  it('is one when several processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => open()))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  })

  it('is one when processes with folders of their own start at once: the others are refused', async () => {
    const files = Array.from({ length: 6 }, (_, i) => path.join(folder, String(i), 'key'))
    const starts = await Promise.allSettled(files.map((it) => open({ file: it })))
    expect(starts.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
    for (const start of starts)
      if (start.status === 'rejected') expect(['key.other', 'key.missing']).toContain(start.reason.code)
  })

  it('may not be another one, from wherever it comes, and the refusal says nothing of either', async () => {
    await open()
    const other = makeKey()
    const refused = open({ given: other })
    await expect(refused).rejects.toMatchObject({ code: 'key.other', details: { from: 'MENSHEN_KEY' } })
    await writeFile(file, other.toString('base64'))
    await expect(open()).rejects.toMatchObject({ code: 'key.other', details: { from: file } })
  })

  it('is not made anew for a database that goes with one that is lost', async () => {
    await open()
    await rm(file)
    await expect(open()).rejects.toMatchObject({ code: 'key.missing', details: { file } })
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.each([
    ['nothing', ''],
    ['half a key', 'AAECAwQ'],
    ['something else', 'x'.repeat(60)],
  ])('is not taken from a file that holds %s', async (_, text) => {
    await open()
    await forget()
    await writeFile(file, text)
    await expect(open()).rejects.toMatchObject({ code: 'key.unusable' })
  })

  it('says when its file cannot be made', async () => {
    await writeFile(path.join(folder, 'data'), 'a file where a folder is wanted')
    await expect(open()).rejects.toMatchObject({ code: 'key.unusable', details: { file } })
  })
})
