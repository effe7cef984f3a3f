import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import { type MasterKey, masterKey } from '../base/key.ts'

/**
 * The key that a file holds; null when there is no such file.
 * @throws Failure `key.unusable`
 */
export async function readKeyFile(file: string): Promise<MasterKey | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null
    throw unusable(file, error)
  })
  if (text === null) return null
  const key = masterKey.safeParse(text.trim())
  if (!key.success) throw new Failure('key.unusable', { file, reason: 'it does not hold a key' })
  return key.data
}

/**
 * Writes a key down, readable by nobody else. A file that is there is left alone.
 * @throws Failure `key.unusable`
 */
export async function makeKeyFile(file: string, key: MasterKey): Promise<void> {
  const own = `${file}.${randomUUID()}`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(own, `${key.toString('base64url')}\n`, { mode: 0o600, flush: true })
    // Linked, not written in place: of two processes at once one makes it, and the other finds it whole.
    await link(own, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw unusable(file, error)
  } finally {
    await rm(own, { force: true })
  }
}

function unusable(file: string, error: unknown): Failure {
  return new Failure('key.unusable', { file, reason: String(error) }, { cause: error })
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
