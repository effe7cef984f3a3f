/**
 * Reads the fields of one row of a binary copy, one after another; each is a length of four bytes, -1 for null, and the
 * bytes of its type. One reader serves for all rows.
 */
export class BinaryFields {
  #bytes: Buffer = Buffer.alloc(0)
  #offset = 0

  begin(bytes: Buffer, offset: number): void {
    this.#bytes = bytes
    this.#offset = offset
  }

  /** An `int8`, exact to 2^53. */
  int8(): number | null {
    const from = this.#field()
    if (from === null) return null
    const value = this.#bytes.readInt32BE(from) * TWO_TO_32 + this.#bytes.readUInt32BE(from + 4)
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is past what a number holds exactly`)
    return value
  }

  /** A `timestamptz`: microseconds since 2000 on the wire, milliseconds since 1970 here. */
  instant(): number | null {
    const microseconds = this.int8()
    return microseconds === null ? null : YEAR_2000_MS + Math.round(microseconds / 1000)
  }

  bool(): boolean | null {
    const from = this.#field()
    return from === null ? null : this.#bytes[from] === 1
  }

  /** A `text` that seldom changes from row to row. */
  text<T>(kept: KeptText<T>): T | null {
    const from = this.#field()
    return from === null ? null : kept.of(this.#bytes, from, this.#offset)
  }

  /** Where the next field's bytes begin. */
  #field(): number | null {
    const from = this.#offset + 4
    const length = this.#bytes.readInt32BE(this.#offset)
    this.#offset = from + Math.max(0, length)
    return length < 0 ? null : from
  }
}

const TWO_TO_32 = 2 ** 32
const YEAR_2000_MS = Date.UTC(2000, 0, 1)

/** The last text of a column and what it was parsed to: the same bytes again are not decoded again. */
export class KeptText<T> {
  readonly #parse: (text: string) => T
  #last: { readonly bytes: Buffer; readonly value: T } | null = null

  constructor(parse: (text: string) => T) {
    this.#parse = parse
  }

  of(bytes: Buffer, from: number, until: number): T {
    if (this.#last !== null && isSame(this.#last.bytes, bytes, from, until)) return this.#last.value
    const own = Buffer.from(bytes.subarray(from, until))
    const value = this.#parse(own.toString('utf8'))
    this.#last = { bytes: own, value }
    return value
  }
}

/** By hand: for a dozen bytes a call out of JavaScript costs more than the comparison. */
function isSame(known: Buffer, bytes: Buffer, from: number, until: number): boolean {
  if (known.length !== until - from) return false
  for (let i = 0; i < known.length; i += 1) if (known[i] !== bytes[from + i]) return false
  return true
}
