import type { ColumnKey } from './columns.ts'
import type { FaultCode, RowFault } from './fault.ts'

/** Told of a file; past it only how many there are. */
export const FAULTS_TOLD_MAX = 2000

/** What was found wrong, or worth telling, in the order of the rows. */
export class FaultList {
  readonly #faults: RowFault[] = []

  add(...faults: readonly RowFault[]): void {
    for (const fault of faults) this.#faults.push(fault)
  }

  at(line: number, column: ColumnKey, code: FaultCode, values: RowFault['values'] = {}): void {
    this.#faults.push({ line, column, code, values })
  }

  get total(): number {
    return this.#faults.length
  }

  get told(): readonly RowFault[] {
    return this.#faults.toSorted((a, b) => a.line - b.line).slice(0, FAULTS_TOLD_MAX)
  }
}
