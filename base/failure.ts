import { FAILURES, type FailureCode } from './failure-catalogue.ts'

/** An expected failure, named in the catalogue. Anything else that is thrown is a programmer's error. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: FailureCode, details: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(FAILURES[code].message, options)
    this.name = 'Failure'
    this.code = code
    this.details = details
  }

  get status(): number {
    return FAILURES[this.code].status
  }
}
