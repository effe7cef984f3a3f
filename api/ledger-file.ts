import type { FastifyReply } from 'fastify'
import { z } from 'zod'

export const LEDGER_FILES = ['xlsx', 'csv'] as const

/** A file that is saved and not shown; its name is the page's to choose. */
export function sendLedgerFile(
  reply: Pick<FastifyReply, 'header'>,
  format: (typeof LEDGER_FILES)[number],
  bytes: Uint8Array,
  name: 'ledger' | 'stock' = 'ledger',
): Buffer {
  reply.header('content-type', 'application/octet-stream')
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** As the documentation has it. */
export const ledgerFile = z
  .custom<Uint8Array>((it) => it instanceof Uint8Array)
  .meta({ type: 'string', format: 'binary' })
