import type { FastifyError } from 'fastify'
import type { Counter } from 'prom-client'
import { Failure } from '../base/failure.ts'
import { failureOf } from './failure-handler.ts'

/** Read or written at the same time by one process: each takes a core for a second or two, and memory. */
export const LEDGERS_MAX = 2

/** How many ledgers are being worked on, and those that were refused. */
export class LedgerPlaces {
  readonly #refused: Counter<'why'>
  #taken = 0

  constructor(refused: Counter<'why'>) {
    this.#refused = refused
  }

  /** @throws Failure `ledger.busy` when none is free; else what `work` throws. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= LEDGERS_MAX) throw new Failure('ledger.busy')
    this.#taken += 1
    try {
      return await work()
    } finally {
      this.#taken -= 1
    }
  }

  count(error: FastifyError): void {
    this.#refused.inc({ why: failureOf(error).code })
  }

  /** For a route's failures, also those before its handler: a body that is too large. */
  readonly onError = async (_request: unknown, _reply: unknown, error: FastifyError): Promise<void> => this.count(error)
}
