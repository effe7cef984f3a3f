import { SENSOR_PAYLOAD_BYTES_MAX } from '../protocol/sensor-message.ts'

export type FrameFault = 'frame_too_large' | 'frame_malformed' | 'frame_not_connect'

/** Topic, packet id and length of a PUBLISH whose payload is as large as it may be. */
const FRAME_OVERHEAD_BYTES = 512
/** Also for whoever has not yet proved who it is. */
export const SENSOR_FRAME_BYTES_MAX = SENSOR_PAYLOAD_BYTES_MAX + FRAME_OVERHEAD_BYTES
export const GATEWAY_FRAME_BYTES_MAX = 256 * 1024 + FRAME_OVERHEAD_BYTES

const CONNECT = 1
const LENGTH_BYTES_MAX = 4

/**
 * Follows a client's byte stream by MQTT's fixed headers (MQTT 3.1.1, 2.2) and finds the first frame that may not be,
 * as soon as its length is declared and before anything of it is kept. Copies nothing: each chunk is looked at where it
 * lies, and whole frame bodies are stepped over.
 */
export class FrameGuard {
  /** What was found wrong; once set, nothing of this client is to be read any more. */
  fault: FrameFault | null = null
  /** Frames begun so far. */
  frames = 0
  #frameBytesMax = SENSOR_FRAME_BYTES_MAX
  /** Bytes of the present frame's body still to come. */
  #bodyLeft = 0
  /** 0: at a frame's first byte; n: reading the n-th byte of its length. */
  #lengthByte = 0
  #length = 0

  /** Nothing has been said yet of a next frame. */
  get betweenFrames(): boolean {
    return this.#bodyLeft === 0 && this.#lengthByte === 0
  }

  /** The client has proved who it is: frames up to this size. */
  accept(frameBytesMax: number): void {
    this.#frameBytesMax = frameBytesMax
  }

  /** Steps over at most `framesMax` new frames and returns how many bytes of the chunk that was. */
  advance(chunk: Uint8Array, framesMax: number): number {
    const framesEnd = this.frames + framesMax
    let at = 0
    while (at < chunk.length && this.fault === null) {
      if (this.#bodyLeft > 0) {
        const step = Math.min(this.#bodyLeft, chunk.length - at)
        this.#bodyLeft -= step
        at += step
        continue
      }
      if (this.#lengthByte === 0 && this.frames === framesEnd) return at
      this.fault = this.#header(chunk[at] ?? 0)
      at += 1
    }
    return at
  }

  #header(byte: number): FrameFault | null {
    if (this.#lengthByte === 0) return this.#begin(byte)
    this.#length += (byte & 0x7f) << (7 * (this.#lengthByte - 1))
    if (this.#length > this.#frameBytesMax) return 'frame_too_large'
    if ((byte & 0x80) === 0) {
      this.#bodyLeft = this.#length
      this.#lengthByte = 0
      return null
    }
    this.#lengthByte += 1
    return this.#lengthByte > LENGTH_BYTES_MAX ? 'frame_malformed' : null
  }

  #begin(byte: number): FrameFault | null {
    const type = byte >> 4
    if (type === 0 || type === 15) return 'frame_malformed'
    if (this.frames === 0 && type !== CONNECT) return 'frame_not_connect'
    this.frames += 1
    this.#length = 0
    this.#lengthByte = 1
    return null
  }
}
