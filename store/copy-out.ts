import type { Connection, PoolClient } from 'pg'

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const HEADER_BYTES = SIGNATURE.length + 8
const FIELDS_BYTES = 2

/** Takes one row: the bytes, and where its first field's length stands. */
export type TakeRow = (bytes: Buffer, offset: number) => void

/**
 * Runs a `COPY … TO STDOUT (FORMAT binary)`. `take` is called for each row while the socket's bytes are at hand, so that
 * nothing is held: while it works, nobody reads the socket, and the server waits. Rows in the text protocol cost ten
 * times as much.
 *
 * What `take` throws rejects at once. The server is then still sending: the client must be destroyed, not reused.
 */
export function copyOut(client: PoolClient, text: string, take: TakeRow): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  client.query(new CopyOut(text, take, resolve, reject))
  return promise
}

/** What the driver calls while the statement runs. */
class CopyOut {
  readonly #text: string
  readonly #take: TakeRow
  readonly #resolve: () => void
  readonly #reject: (error: unknown) => void
  /** The driver's, for its limit of time: it is told when the statement is over. */
  callback: () => void = () => undefined
  #begun = false
  #failed = false

  constructor(text: string, take: TakeRow, resolve: () => void, reject: (error: unknown) => void) {
    this.#text = text
    this.#take = take
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: Connection): void {
    connection.query(this.#text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#failed) return
    try {
      this.#row(chunk)
    } catch (error) {
      this.handleError(error)
    }
  }

  /** The header comes with the first row; a field count of -1 ends the data. */
  #row(chunk: Buffer): void {
    let offset = 0
    if (!this.#begun) {
      if (!chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new TypeError('this is no binary copy')
      this.#begun = true
      offset = HEADER_BYTES
    }
    if (offset < chunk.length && chunk.readInt16BE(offset) >= 0) this.#take(chunk, offset + FIELDS_BYTES)
  }

  handleError(error: unknown): void {
    this.#failed = true
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.callback()
    this.#resolve()
  }

  handleCommandComplete(): void {}
}
