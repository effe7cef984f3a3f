import { z } from 'zod'
import { Child } from './child.ts'

export interface Load {
  readonly name: string
  readonly connections: number
  readonly window: number
}

export const LOADS: readonly Load[] = [
  { name: '1000 x 1', connections: 1000, window: 1 },
  { name: '100 x 20', connections: 100, window: 20 },
]

export const figures = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number(), failed: z.number() })
export type Figures = z.infer<typeof figures>

export const listening = z.object({ port: z.number(), http: z.string().optional() })

export interface LoadOptions {
  readonly port: number
  readonly connections: number
  readonly window: number
  readonly seconds: number
  readonly every: number
  readonly boot: string
  readonly rate?: number
}

/** Runs the load against a port, with a look at something else while it is connected and running. */
export async function load(
  options: LoadOptions,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Figures> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = new Child('load.ts', args)
  await child.says()
  const [said] = await Promise.all([child.says(), meanwhile()])
  const measured = figures.parse(said)
  if (measured.failed > 0) throw new Error(`${measured.failed} connections failed under load`)
  return measured
}
