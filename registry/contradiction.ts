import { Failure } from '../base/failure.ts'

/** A request that cannot be meant: the field, as the request names it, and why; a form shows the reason beside the field. */
export function contradiction(field: string, reason: string): Failure {
  return new Failure('request.contradictory', { field, reason })
}
