import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { failureShape } from '../failure-shape.ts'
import type { ReportDocument } from './document.ts'
import { reportPdf } from './report-pdf.ts'
import { reportXlsx } from './report-xlsx.ts'

export const reportDayQuery = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
/** What a file is written in. */
export const reportLanguage = z.enum(['zh', 'en']).default('zh')

const MEDIA = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileKind = keyof typeof MEDIA

export const FILE_WRITERS: Readonly<Record<FileKind, (document: ReportDocument) => Buffer | Promise<Buffer>>> = {
  pdf: reportPdf,
  xlsx: reportXlsx,
}

/** The answers of a route that gives a file. */
export function fileAnswers(kind: FileKind) {
  const file = z.unknown().meta({ type: 'string', format: 'binary' })
  return {
    200: { description: 'The file.', content: { [MEDIA[kind]]: { schema: file } } },
    '4xx': failureShape,
    '5xx': failureShape,
  }
}

/** Sends a file to be kept. Its name is ASCII: what browsers make of any other differs (RFC 6266). */
export function sendFile(reply: FastifyReply, kind: FileKind, name: string, bytes: Buffer): FastifyReply {
  return reply
    .type(MEDIA[kind])
    .header('content-disposition', `attachment; filename="${name}.${kind}"`)
    .header('cache-control', 'no-store')
    .send(bytes)
}
