import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from './deps.ts'

/** A ledger of 20,000 rows has a tenth of it. */
export const UPLOAD_BYTES_MAX = 10 * 1024 * 1024

/** Their POSTs take the bytes of a file, and no JSON. */
export const FILE_ROUTES: readonly string[] = [
  '/api/v1/ledger/check',
  '/api/v1/ledger/import',
  '/api/v1/stock/check',
  '/api/v1/stock/import',
]

/** A file that came as a request's body. Turned into JSON it is its fingerprint: what it holds is never kept or logged. */
export class Upload {
  readonly bytes: Uint8Array
  /** Under a key, so that a file that holds little cannot be guessed from it. */
  readonly fingerprint: string

  constructor(bytes: Uint8Array, key: Buffer) {
    this.bytes = bytes
    this.fingerprint = createHmac('sha256', key).update(bytes).digest('hex')
  }

  toJSON(): { readonly fingerprint: string } {
    return { fingerprint: this.fingerprint }
  }
}

/** As the documentation has it. */
export const uploadBody = z.custom<Upload>((it) => it instanceof Upload).meta({ type: 'string', format: 'binary' })

/**
 * Reads the files that `FILE_ROUTES` take, as `application/octet-stream`: no form of another site can send that. A request
 * that says it is larger than its route takes is refused before any of it is read.
 */
export function takeFiles(app: Api, key: Buffer): void {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, new Upload(Buffer.from(body), key))
  })
}

export function isFileRoute(request: FastifyRequest): boolean {
  return FILE_ROUTES.includes(request.routeOptions.url ?? '')
}
