import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** Of the key that the database was first used with; null before that. */
export async function findKeyFingerprint(db: Queryable): Promise<Buffer | null> {
  const { rows } = await db.query<{ fingerprint: Buffer }>({
    name: 'find_key_fingerprint',
    text: 'select fingerprint from key_fingerprint',
  })
  return rows.length === 0 ? null : onlyRow(rows).fingerprint
}

/** The first one stays. */
export async function insertKeyFingerprint(db: Queryable, fingerprint: Buffer): Promise<void> {
  await db.query({
    name: 'insert_key_fingerprint',
    text: 'insert into key_fingerprint (fingerprint) values ($1) on conflict do nothing',
    values: [fingerprint],
  })
}
