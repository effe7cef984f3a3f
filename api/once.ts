import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { Instant } from '../base/instant.ts'
import { sha256 } from '../registry/secret.ts'
import { type AnsweredRequest, holdRequestKey, type KeyedRequest, keepAnswer } from '../store/answered-request.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { type Caller, callerOf } from './caller.ts'
import type { ApiDeps } from './deps.ts'
import { requestKeyOf } from './request-key.ts'

/** Neither kept nor hashed: a fast hash would undo the slow one, or the encryption, that they are stored in. */
const SECRETS: readonly string[] = ['password', 'secret', 'phone']

type Change<T> = (tx: Queryable, caller: Caller, now: Instant) => Promise<T>

/**
 * Makes the change in one transaction. Under an Idempotency-Key the answer is kept in that transaction, so that a
 * request which arrives twice, at once, or again after a crash, is one change with one answer. Failures are not kept.
 * @throws Failure `request.key_reused` when the key was used for something else; `request.already_done` when the
 * answer cannot be given again, as with a secret, which is shown once.
 */
export function once<S extends z.ZodType>(
  deps: Pick<ApiDeps, 'pool' | 'clock'>,
  request: FastifyRequest,
  shape: S,
  change: Change<z.output<S>>,
): Promise<z.output<S>> {
  const caller = callerOf(request)
  const now = deps.clock()
  const key = requestKeyOf(request)
  return inTransaction(deps.pool, async (tx) => {
    if (key === null) return change(tx, caller, now)
    const asked = { staffId: caller.staffId, key, route: request.url, bodySha256: sha256(tellable(request.body)) }
    const held = await holdRequestKey(tx, asked, now)
    if (held.answer !== null) return answerAgain(asked, held, shape)
    const made = await change(tx, caller, now)
    await keepAnswer(tx, asked, tellable(shape.encode(made)))
    return made
  })
}

function answerAgain<S extends z.ZodType>(asked: KeyedRequest, held: AnsweredRequest, shape: S): z.output<S> {
  if (held.route !== asked.route || !held.bodySha256.equals(asked.bodySha256)) {
    throw new Failure('request.key_reused', { route: held.route })
  }
  const answer = shape.safeParse(held.answer)
  if (!answer.success) throw new Failure('request.already_done', { answer: held.answer })
  return answer.data
}

/** JSON without secrets. A body was parsed, so its fields come in the schema's order whatever the sender's. */
function tellable(value: unknown): string {
  return JSON.stringify(value ?? null, (name, it: unknown) => (SECRETS.includes(name) && it !== null ? undefined : it))
}
