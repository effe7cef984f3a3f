import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { FrameGuard, GATEWAY_FRAME_BYTES_MAX, SENSOR_FRAME_BYTES_MAX } from '../../broker/frame-guard.ts'
import { connectPacket, publishPacket } from './broker-fixture.ts'

const CONNECT = generate(connectPacket('door-1'))
const PING = Buffer.from([0xc0, 0])

function faultOf(bytes: Buffer, acceptedBytesMax?: number): string | null {
  const guard = new FrameGuard()
  guard.advance(CONNECT, 1)
  if (acceptedBytesMax !== undefined) guard.accept(acceptedBytesMax)
  guard.advance(bytes, Number.POSITIVE_INFINITY)
  return guard.fault
}

/** A PUBLISH's first byte and the length of its body. */
function header(bodyBytes: number): Buffer {
  const bytes = [0x32]
  for (let rest = bodyBytes; ; rest >>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest & 0x7f) | 0x80)
  }
}

describe('the frame guard', () => {
  it.each([
    ['before the login', undefined, SENSOR_FRAME_BYTES_MAX],
    ['for a sensor', SENSOR_FRAME_BYTES_MAX, SENSOR_FRAME_BYTES_MAX],
    ['for a gateway', GATEWAY_FRAME_BYTES_MAX, GATEWAY_FRAME_BYTES_MAX],
  ])('refuses a frame by its declared length alone, %s', (_when, accepted, bytesMax) => {
    expect(faultOf(header(bytesMax), accepted)).toBeNull()
    expect(faultOf(header(bytesMax + 1), accepted)).toBe('frame_too_large')
    expect(faultOf(header(256 * 1024 * 1024 - 1), accepted)).toBe('frame_too_large')
  })

  it('refuses a length of five bytes, types that do not exist, and whatever comes before CONNECT', () => {
    expect(faultOf(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe('frame_malformed')
    expect(faultOf(Buffer.from([0x00, 0x00]))).toBe('frame_malformed')
    expect(faultOf(Buffer.from([0xf0, 0x00]))).toBe('frame_malformed')
    const guard = new FrameGuard()
    guard.advance(PING, 1)
    expect(guard.fault).toBe('frame_not_connect')
  })

  it('finds every frame wherever the stream is cut, and stops exactly before the first one too many', () => {
    const frames = fc.array(fc.nat(3000), { minLength: 1, maxLength: 20 })
    const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 })
    fc.assert(
      fc.property(frames, cuts, fc.integer({ min: 1, max: 5 }), (payloads, sizes, framesMax) => {
        const sent = payloads.map((size) => generate(publishPacket('menshen/v1/door-1/up', Buffer.alloc(size, 0xff))))
        const ends = [0, ...sent.map((_, index) => Buffer.concat(sent.slice(0, index + 1)).length)]
        const stream = Buffer.concat(sent)
        const guard = new FrameGuard()
        guard.advance(CONNECT, 1)
        guard.accept(GATEWAY_FRAME_BYTES_MAX)
        let at = 0
        for (let turn = 0; at < stream.length; turn += 1) {
          const chunk = stream.subarray(at, at + (sizes[turn % sizes.length] ?? 1))
          const before = guard.frames
          const passed = guard.advance(chunk, framesMax)
          at += passed
          expect(guard.frames - before).toBeLessThanOrEqual(framesMax)
          expect(passed === chunk.length || ends.includes(at)).toBe(true)
        }
        expect([guard.fault, guard.frames]).toEqual([null, 1 + payloads.length])
      }),
    )
  })
})
