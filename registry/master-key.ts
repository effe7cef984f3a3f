import { Failure } from '../base/failure.ts'
import { fingerprintOf, type MasterKey } from '../base/key.ts'
import { makeKeyFile, readKeyFile } from '../store/key-file.ts'
import { findKeyFingerprint, insertKeyFingerprint } from '../store/key-fingerprint.ts'
import type { Queryable } from '../store/transaction.ts'

export interface KeySource {
  /** From the environment; null: the file's. */
  readonly given: MasterKey | null
  /** Absolute. Made at the first start of all. */
  readonly file: string
  /** Makes a new key. */
  readonly makeKey: () => MasterKey
}

/**
 * The key that this database goes with. What was encrypted or signed under it is lost without it, so a start with
 * another one, or without any, is refused.
 * @throws Failure `key.missing`, `key.other` or `key.unusable`
 */
export async function openMasterKey(db: Queryable, source: KeySource): Promise<MasterKey> {
  const key = source.given ?? (await keyOfFile(db, source))
  await insertKeyFingerprint(db, fingerprintOf(key))
  const known = await findKeyFingerprint(db)
  if (known?.equals(fingerprintOf(key)) !== true) {
    throw new Failure('key.other', { from: source.given === null ? source.file : 'MENSHEN_KEY' })
  }
  return key
}

async function keyOfFile(db: Queryable, { file, makeKey }: KeySource): Promise<MasterKey> {
  // In this order: another process makes the file first, and the database knows of the key after that.
  const isKnown = (await findKeyFingerprint(db)) !== null
  const found = await readKeyFile(file)
  if (found !== null) return found
  if (isKnown) throw new Failure('key.missing', { file })
  await makeKeyFile(file, makeKey())
  const made = await readKeyFile(file)
  if (made === null) throw new Failure('key.missing', { file })
  return made
}
