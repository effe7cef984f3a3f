import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { Instant } from '../base/instant.ts'
import { noteReceipt } from '../registry/receipt.ts'
import { isReceiptToken } from '../registry/receipt-address.ts'
import { keyOfOutId } from '../registry/voice-out-id.ts'
import { PHONES, type Phone } from '../store/contact-point.ts'
import { inTransaction } from '../store/transaction.ts'
import { type Report, readReport } from './alibaba-report.ts'
import type { ApiMetrics } from './api-metrics.ts'
import type { Api, ApiDeps } from './deps.ts'
import { answerFailure, failureOf } from './failure-handler.ts'

/** An item takes some 400 bytes. How many the provider puts into one push is not documented; ours send one at a time. */
const ITEMS_MAX = 500
const BODY_BYTES_MAX = 512 * 1024
/** At once, so that a full batch is answered before the provider gives up, and most connections stay for others. */
const LANES = 4
/** A reported time counts within this; beyond it, that clock or ours is wrong. */
const REPORT_AGE_MS_MAX = 24 * 3600_000
const SECOND_MS = 1000

const TAKEN = { code: 0, msg: '成功' } as const
const WHYS: Readonly<Record<string, string>> = {
  'route.not_found': 'address',
  'request.invalid': 'malformed',
  'request.too_large': 'too_large',
  'request.too_many': 'too_many',
}

const params = z.object({ token: z.string() })
type Outcome = 'arrived' | 'not_arrived' | 'unknown' | 'under_way' | 'malformed'

/**
 * Where Alibaba Cloud says what became of text messages and calls: HTTP pushes of a JSON array, unsigned. Answered with
 * 200 once everything is stored; any other answer makes it push the same again after 1, 5 and 10 minutes, which
 * changes nothing twice. An item that cannot be read costs the others nothing.
 */
export async function serveReceipts(app: Api, deps: ApiDeps, metrics: ApiMetrics): Promise<void> {
  await app.register(async (own: Api) => {
    own.removeAllContentTypeParsers()
    const raw = { parseAs: 'string', bodyLimit: BODY_BYTES_MAX } as const
    own.addContentTypeParser('*', raw, (_request, body, done) => done(null, body))
    for (const channel of PHONES) takeReceipts(own, channel, deps, metrics)
  })
}

function takeReceipts(own: Api, channel: Phone, deps: ApiDeps, metrics: ApiMetrics): void {
  const errorHandler = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    metrics.receiptsRefused.inc({ channel, why: WHYS[failureOf(error).code] ?? 'unavailable' })
    answerFailure(error, request, reply)
  }
  // Before the body is read, which a stranger chooses.
  const onRequest = async ({ params: given }: FastifyRequest): Promise<void> => {
    const token = params.safeParse(given).data?.token ?? ''
    if (!isReceiptToken(deps.receipts.key, channel, token)) throw new Failure('route.not_found')
  }
  const options = { schema: { hide: true }, onRequest, errorHandler }
  own.post(`/receipts/alibaba/${channel}/:token`, options, async ({ body }) => {
    const reports = reportsIn(channel, body)
    const failures: unknown[] = []
    for (let from = 0; from < reports.length; from += LANES) {
      const lanes = reports.slice(from, from + LANES).map((report) => note(deps, channel, report))
      for (const noted of await Promise.allSettled(lanes)) {
        if (noted.status === 'fulfilled') metrics.receipts.inc({ channel, result: noted.value })
        else failures.push(noted.reason)
      }
    }
    if (failures.length > 0) throw failures[0]
    return TAKEN
  })
}

/** @throws Failure `request.invalid` when it is no array or nothing in it can be read, `request.too_large`. */
function reportsIn(channel: Phone, body: unknown): readonly Report[] {
  const items = z.array(z.unknown()).safeParse(parsed(String(body))).data
  if (items === undefined) throw new Failure('request.invalid')
  if (items.length > ITEMS_MAX) throw new Failure('request.too_large')
  const reports = items.map((item) => readReport(channel, item))
  if (reports.length > 0 && reports.every((it) => it.kind === 'malformed')) throw new Failure('request.invalid')
  return reports
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('request.invalid')
  }
}

/** A transaction of its own for each, so that one that fails takes no other with it. */
async function note({ pool, clock }: ApiDeps, channel: Phone, report: Report): Promise<Outcome> {
  if (report.kind !== 'received') return report.kind
  const { outId, arrived, why } = report
  const now = clock()
  const at = arrived ? arrivalOf(report.at, now) : now
  return inTransaction(pool, async (tx) => {
    const idempotencyKey = channel === 'sms' ? outId : await keyOfOutId(tx, outId)
    if (idempotencyKey === null || !(await noteReceipt(tx, { idempotencyKey, arrived, at, why }))) return 'unknown'
    return arrived ? 'arrived' : 'not_arrived'
  })
}

/** The end of the reported second, since no message arrives before it is handed over; else now. */
function arrivalOf(reported: Instant | null, now: Instant): Instant {
  const at = (reported ?? now) + SECOND_MS - 1
  return at > now || at < now - REPORT_AGE_MS_MAX ? now : at
}
