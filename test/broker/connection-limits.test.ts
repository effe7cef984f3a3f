import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ConnectionLimits } from '../../broker/connection-limits.ts'

const MIB = 1024 * 1024

describe('connections', () => {
  it('of one address are limited in rate, apart from those of others', () => {
    let now = 0
    const limits = new ConnectionLimits({ connectionsPerSecond: 10 }, () => now)
    const refusals = (address: string, tries: number): number =>
      Array.from({ length: tries }, () => limits.refusalOf(address, 0)).filter((it) => it === 'connection_rate').length
    expect(refusals('10.0.0.1', 60)).toBe(20)
    expect(refusals('10.0.0.2', 40)).toBe(0)
    now += 1000
    expect(refusals('10.0.0.1', 20)).toBe(10)
  })

  it('of all addresses together are limited in rate', () => {
    const limits = new ConnectionLimits({ connectionsPerSecond: 10 }, () => 0)
    const refusals = Array.from({ length: 8100 }, (_, index) =>
      limits.refusalOf(`10.0.${index >> 8}.${index & 255}`, 0),
    )
    expect(refusals.filter((it) => it === 'all_connections_rate').length).toBe(100)
  })

  it('of strangers are limited by what they could make us hold, until they prove themselves or close', () => {
    const limits = new ConnectionLimits({}, () => 0)
    const streams = Array.from({ length: 4 }, () => new PassThrough())
    expect(streams.map((stream) => limits.enter(stream, 50 * MIB))).toEqual([null, null, null, 'too_many_unproved'])
    limits.prove(streams[0] ?? new PassThrough())
    expect(limits.enter(new PassThrough(), 50 * MIB)).toBeNull()
    expect(limits.enter(new PassThrough(), 50 * MIB)).toBe('too_many_unproved')
    streams[1]?.emit('close')
    expect(limits.enter(new PassThrough(), 50 * MIB)).toBeNull()
  })

  it('are limited altogether, and in their handshakes', () => {
    const limits = new ConnectionLimits({ connectionsMax: 2 }, () => 0)
    const [first, second] = [new PassThrough(), new PassThrough()]
    for (const stream of [first, second]) limits.enter(stream, 1)
    expect(limits.refusalOf('10.0.0.1', 0)).toBe('too_many_connections')
    first.emit('close')
    expect(limits.refusalOf('10.0.0.1', 0)).toBeNull()
    expect(limits.refusalOf('10.0.0.1', 1000)).toBe('too_many_handshakes')
  })
})
