import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

export type Randomness = (bytes: number) => Buffer

export interface IssuedSecret {
  /** 43 characters of base64url. Shown once and kept nowhere. */
  readonly secret: string
  readonly sha256: Buffer
}

/** 256 bits of randomness need no slow hash: nobody can try them all. */
export function issueSecret(random: Randomness = randomBytes): IssuedSecret {
  const secret = random(SECRET_BYTES).toString('base64url')
  return { secret, sha256: sha256(secret) }
}

export function sha256(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest()
}
