import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { checkLedger, ledgerBase } from '../../registry/ledger/import-ledger.ts'
import { callerOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { failureOf } from '../failure-handler.ts'
import { failureShape } from '../failure-shape.ts'
import { fileQuery } from '../file-report-shape.ts'
import type { LedgerPlaces } from '../ledger-places.ts'
import { type CheckLine, checkLine } from '../ledger-shape.ts'
import { UPLOAD_BYTES_MAX, uploadBody } from '../upload.ts'

const NDJSON = 'application/x-ndjson'
const response = {
  200: {
    description: 'A line of JSON for each step; the last is the report.',
    content: { [NDJSON]: { schema: checkLine } },
  },
  '4xx': failureShape,
  '5xx': failureShape,
}

/** Says what a ledger would make and what is wrong with it. A POST because the file is its body: it changes nothing. */
export function checkLedgerRoute(app: Api, deps: ApiDeps, places: LedgerPlaces): void {
  const schema = {
    ...{ tags: ['ledger'], consumes: ['application/octet-stream'] },
    ...{ querystring: fileQuery, body: uploadBody, response },
  }
  const limits = { bodyLimit: UPLOAD_BYTES_MAX, onError: places.onError }
  app.post('/ledger/check', { schema, ...limits }, async (request, reply) => {
    const { areaId, name } = request.query
    const base = await ledgerBase(deps.pool, callerOf(request).scope, areaId)
    const lines = new Readable({ read: () => undefined })
    const say = (line: CheckLine): void => {
      lines.push(`${JSON.stringify(checkLine.encode(line))}\n`)
    }
    const { bytes } = request.body
    const check = { base, now: deps.clock(), key: deps.contactKey, onProgress: say }
    places
      .hold(() => checkLedger(deps.pool, { name, bytes }, check))
      .then(
        (report) => say({ kind: 'report', report }),
        (error) => {
          places.count(error)
          const { code, message, details, status } = failureOf(error)
          if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
          say({ kind: 'failed', failure: { code, message, details } })
        },
      )
      .finally(() => lines.push(null))
    return sendLines(reply, lines)
  })
}

/** A stream is what its schema says only line by line. */
function sendLines(reply: FastifyReply, lines: Readable): FastifyReply {
  return reply.type(NDJSON).send(lines)
}
