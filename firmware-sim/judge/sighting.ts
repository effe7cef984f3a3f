import { z } from 'zod'
import type { Acknowledgement } from '../../protocol/acknowledgement.ts'
import { type SensorMessage, sensorMessage } from '../../protocol/sensor-message.ts'
import type { Settings } from '../../protocol/settings.ts'

/** What the judge does with a device, in this order. */
export const STEP_NAMES = [
  'start',
  'door',
  'cut',
  'resend',
  'acknowledge',
  'unknown_fields',
  'settings',
  'reboot',
  'end',
] as const
export type StepName = (typeof STEP_NAMES)[number]

/** A CONNECT, and why it was turned away if it was. Connections are numbered from 1; one that was refused has number 0. */
export interface Connected {
  readonly kind: 'connected'
  readonly connection: number
  readonly clientId: string
  readonly keepaliveSeconds: number
  readonly will: string | null
  readonly refused: string | null
}

export interface Said {
  readonly kind: 'said'
  readonly connection: number
  readonly topic: string
  readonly qos: number
  readonly retain: boolean
  readonly bytes: number
  readonly count: number
  readonly messages: readonly SensorMessage[]
  /** What is not as the protocol has it, each in words. */
  readonly problems: readonly string[]
}

type Happening =
  | { readonly kind: 'step'; readonly step: StepName }
  | Connected
  | { readonly kind: 'subscribed'; readonly connection: number; readonly topic: string }
  | Said
  | { readonly kind: 'ended'; readonly connection: number }
  | { readonly kind: 'cut'; readonly connection: number }
  | { readonly kind: 'ack'; readonly ack: Acknowledgement }
  | { readonly kind: 'down'; readonly settings: Settings; readonly withUnknownField: boolean }

/** One thing that the judge saw or did, on its own clock. All verdicts are made from the list of these. */
export type Sighting = Happening & { readonly atMs: number }
export type Log = readonly Sighting[]
export type { Happening }

type Reading = Pick<Said, 'count' | 'messages' | 'problems'>

/** Reads what a device published: one message, or an array of them; one bad message does not cost the others. */
export function readPayload(payload: Buffer): Reading {
  const json = jsonOf(payload)
  if (json === undefined) return { count: 0, messages: [], problems: ['a payload that is not JSON'] }
  const parts: readonly unknown[] = Array.isArray(json) ? json : [json]
  const readings = parts.map((part) => sensorMessage.safeParse(part))
  return {
    count: parts.length,
    messages: readings.flatMap((it) => (it.success ? [it.data] : [])),
    problems: readings.flatMap((it) => (it.success ? [] : [wordsOf(it.error)])),
  }
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

function wordsOf(error: z.ZodError): string {
  return z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ')
}
