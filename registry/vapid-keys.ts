import { createECDH } from 'node:crypto'
import { sha256 } from './secret.ts'

/** A key pair on P-256, in base64url: the point uncompressed (65 bytes) and the scalar (32 bytes), as RFC 8292 has them. */
export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** How many points the curve has (SEC 2, 2.4.2). A scalar is smaller. */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')

/** The pair that push services know us by, from 32 secret bytes: the same in every process and after every start. */
export function vapidKeysOf(seed: Buffer): VapidKeys {
  const pair = createECDH('prime256v1')
  const scalar = scalarOf(seed)
  pair.setPrivateKey(scalar)
  return { publicKey: pair.getPublicKey('base64url'), privateKey: scalar.toString('base64url') }
}

/** One seed in four thousand million is no scalar. */
function scalarOf(seed: Buffer): Buffer {
  return seed.compare(ORDER) < 0 ? seed : scalarOf(sha256(seed))
}
