import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Failure } from '../base/failure.ts'

const DETAILS_MAX = 20

/** PostgreSQL refused or vanished: class 08, 53 and 57P, and what the socket says. */
const UNAVAILABLE = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** Answers everything that is thrown in the one shape. What is not expected is logged whole and told to nobody. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error)
  if (failure.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
  const details = Object.keys(failure.details).length === 0 ? {} : { details: failure.details }
  reply.code(failure.status).send({ code: failure.code, message: failure.message, ...details, requestId: request.id })
}

/** As the catalogue has it. What is not expected is `internal`. */
export function failureOf(error: FastifyError): Failure {
  if (error instanceof Failure) return error.status >= 500 ? new Failure(error.code) : error
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation)
  if (error.code === '23505') return new Failure('record.conflict', { reason: 'the record exists already' })
  if (error.code !== undefined && UNAVAILABLE.test(error.code)) return new Failure('database.unavailable')
  return failureOfStatus(error.statusCode)
}

/** The same shape as a contradiction's: a field and the reason, here for each of them, and the first on top. */
function invalid(issues: readonly { instancePath: string; message?: string | undefined }[]): Failure {
  const fields = issues
    .slice(0, DETAILS_MAX)
    .map((it) => ({ field: fieldOf(it.instancePath), reason: it.message ?? '' }))
  return new Failure('request.invalid', { ...fields[0], issues: fields })
}

/** `/roles/0/areaId` as `roles.0.areaId`; empty for the request as a whole. */
function fieldOf(instancePath: string): string {
  return instancePath.slice(1).replaceAll('/', '.')
}

function failureOfStatus(status: number | undefined): Failure {
  if (status === 404) return new Failure('route.not_found')
  if (status === 413) return new Failure('request.too_large')
  if (status === 415) return new Failure('request.not_json')
  if (status === 429) return new Failure('request.too_many')
  return new Failure(status !== undefined && status >= 400 && status < 500 ? 'request.invalid' : 'internal')
}
