import { z } from 'zod'
import { productMapping } from '../../adapters/product-mapping.ts'
import { type Tried, tryMessage } from '../../registry/try-message.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { gatewayParams, triedShape } from '../mapping-shape.ts'

const TOPIC_LENGTH_MAX = 512
const PAYLOAD_LENGTH_MAX = 64 * 1024

const body = z.object({
  topic: z.string().min(1).max(TOPIC_LENGTH_MAX),
  payload: z.string().max(PAYLOAD_LENGTH_MAX),
  encoding: z.enum(['text', 'base64', 'hex']).default('text'),
  /** As a broker says it again from its store. */
  retain: z.boolean().default(false),
  /** To be tried in place of the stored one of its product. */
  mapping: productMapping.optional(),
})
const description =
  'Reads a message as if this gateway had just sent it, with a mapping that need not be stored yet, and explains what it ' +
  'saw and what would be recorded. Nothing is.'

export const tryMessageRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params: gatewayParams, body, response: answers(triedShape) }
  app.post('/gateways/:id/try-message', { schema }, async (request) => {
    const { topic, payload, encoding, retain, mapping = null } = request.body
    const bytes = Buffer.from(payload, encoding === 'text' ? 'utf8' : encoding)
    const { scope } = callerOf(request)
    const trial = { topic, payload: bytes, retain, mapping }
    return showTried(await tryMessage(deps.pool, scope, request.params.id, trial, deps.clock()))
  })
}

function showTried({ result, events, steps }: Tried): z.output<typeof triedShape> {
  const rejections = result.kind === 'rejected' ? result.rejections : result.kind === 'events' ? result.rejected : []
  return {
    outcome: result.kind,
    steps: [...steps],
    events: events.map(({ event, state }) => ({ ...event, state })),
    rejections: rejections.map(({ code, detail }) => ({ code, detail })),
  }
}
