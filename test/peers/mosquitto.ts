import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectAsync } from 'mqtt'
import { freePort } from '../support/free-port.ts'

export interface Mosquitto {
  readonly url: string
  readonly port: number
  /** As when it is restarted: every connection ends, and what it held in memory is gone. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const PLACES = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/sbin']

/** Debian's package puts it where an ordinary user's PATH does not look. */
export function findMosquitto(): string | null {
  return PLACES.map((it) => path.join(it, 'mosquitto')).find((it) => existsSync(it)) ?? null
}

const READY_TRIES_MAX = 500

/** A mosquitto of this machine's own, on loopback, as its package sets it but for who may connect. */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-mosquitto-'))
  const port = await freePort()
  const url = `mqtt://127.0.0.1:${port}`
  const file = path.join(folder, 'mosquitto.conf')
  await writeFile(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nlog_dest none\n`)
  let running = await started(file, url)
  return {
    ...{ url, port },
    async restart() {
      await ended(running)
      running = await started(file, url)
    },
    async stop() {
      await ended(running)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function started(file: string, url: string): Promise<ChildProcess> {
  const program = findMosquitto()
  if (program === null) throw new Error('mosquitto is missing')
  const child = spawn(program, ['-c', file], { stdio: 'ignore' })
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  await Promise.race([answering(url), failed])
  return child
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = await connectAsync(url, { reconnectPeriod: 0, connectTimeout: 1000 }).catch((error: Error) => error)
    if (!(client instanceof Error)) return client.endAsync()
    if (tries === READY_TRIES_MAX) throw client
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
