import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BUFFER_BYTES_MAX, HEARTBEAT_MS, StreamClient } from '../../api/stream-client.ts'
import { areaId } from '../../base/id.ts'
import type { Scope } from '../../store/area.ts'

describe('a client of the stream', () => {
  let response: ServerResponse
  let stop: () => void
  let received = ''
  let pause: () => void

  beforeEach(async () => {
    received = ''
    const server = createServer()
    const asked = once(server, 'request')
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk) => {
      received += String(chunk)
    })
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    const [, made] = await asked
    response = made
    pause = () => socket.pause()
    stop = () => {
      socket.destroy()
      server.close()
    }
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    stop()
  })

  const client = (renewScope: () => Promise<Scope | null>, onDrop = vi.fn()) => {
    const made = new StreamClient({ response, scope: [areaId.parse(1)], renewScope, onDrop, clock: () => 0 })
    return { made, onDrop }
  }

  test('whose session is over is sent away at the next heartbeat', async () => {
    const { onDrop } = client(async () => null)
    const closed = once(response, 'close')
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await closed
    expect(onDrop).toHaveBeenCalledWith('session')
  })

  test('sees at once that its areas changed', async () => {
    const { made } = client(async () => [areaId.parse(2)])
    expect([made.sees([areaId.parse(1)]), made.sees([areaId.parse(2)])]).toEqual([true, false])
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await vi.waitFor(() => expect(received).toContain('event: heartbeat'))
    expect([made.sees([areaId.parse(1)]), made.sees([areaId.parse(2)])]).toEqual([false, true])
  })

  test('that does not read is dropped before it fills the memory', async () => {
    const { made, onDrop } = client(async () => [])
    made.flow()
    pause()
    const closed = once(response, 'close')
    const frame = `data: ${'x'.repeat(64 * 1024)}\n\n`
    for (let sent = 0; sent < 40 * BUFFER_BYTES_MAX && !response.destroyed; sent += frame.length) made.send(frame)
    await closed
    expect(onDrop).toHaveBeenCalledWith('slow')
  })

  test('is given what it missed before the news that came meanwhile', async () => {
    const { made } = client(async () => [])
    made.send('data: news\n\n')
    made.write('data: missed\n\n')
    made.flow()
    made.send('data: later\n\n')
    await vi.waitFor(() => expect(received).toMatch(/missed.*news.*later/s))
  })
})
