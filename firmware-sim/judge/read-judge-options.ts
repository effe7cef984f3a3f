import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { z } from 'zod'
import { sensorId } from '../../protocol/topic.ts'
import type { Expected } from './admission.ts'
import { DEFAULT_LIMITS, type JudgeLimits } from './limits.ts'

const SECONDS_MAX = 24 * 3600
const PORT_MAX = 65_535
const HEARTBEAT_SECONDS_MIN = 10

export const JUDGE_HELP = `Judges a native sensor: plays Menshen's server, and says of each rule whether the device keeps it.

npm run sim -- --judge [--port 1883] [--sensor ID --secret S] [options]

  --host ADDRESS        where to listen (127.0.0.1); 0.0.0.0 for a device in your network
  --port N              (1883)
  --sensor ID, --secret S  who is let in, with which secret; without them the first that comes
  --own-broker          the device is only ever meant for Menshen's own broker, whose PUBACK means stored

How long to wait, in seconds
  --hand S              for you, to start the device and to move the door (${DEFAULT_LIMITS.handMs / 1000})
  --again S             for an unacknowledged message to be said again (${DEFAULT_LIMITS.againMs / 1000})
  --reconnect S         for a cut connection to come back (${DEFAULT_LIMITS.reconnectMs / 1000})
  --answer S            for an answer to resend, and for the journal (${DEFAULT_LIMITS.answerMs / 1000})
  --reboot S            for hello after the command reboot (${DEFAULT_LIMITS.rebootMs / 1000})
  --settle S            until nothing is believed to come (${DEFAULT_LIMITS.settleMs / 1000})
  --tolerance S         how far ages may be off (${DEFAULT_LIMITS.toleranceMs / 1000})
  --heartbeat S         the heartbeat that it is told to take (${DEFAULT_LIMITS.heartbeatSeconds})

Exit code 0 when every rule is kept, 1 when not, 2 when the options make no sense.
`

const FLAGS = {
  judge: { type: 'boolean' },
  help: { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  sensor: { type: 'string' },
  secret: { type: 'string' },
  'own-broker': { type: 'boolean' },
  hand: { type: 'string' },
  again: { type: 'string' },
  reconnect: { type: 'string' },
  answer: { type: 'string' },
  reboot: { type: 'string' },
  settle: { type: 'string' },
  tolerance: { type: 'string' },
  heartbeat: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

const whole = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'not a number').transform(Number).pipe(z.number().int().min(min).max(max))
const inSeconds = (defaultMs: number) =>
  whole(1, SECONDS_MAX)
    .default(defaultMs / 1000)
    .transform((seconds) => seconds * 1000)

const flags = z
  .object({
    help: z.boolean().default(false),
    host: z.string().min(1).default('127.0.0.1'),
    port: whole(0, PORT_MAX).default(1883),
    sensor: sensorId.optional(),
    secret: z.string().min(1).optional(),
    'own-broker': z.boolean().default(false),
    hand: inSeconds(DEFAULT_LIMITS.handMs),
    again: inSeconds(DEFAULT_LIMITS.againMs),
    reconnect: inSeconds(DEFAULT_LIMITS.reconnectMs),
    answer: inSeconds(DEFAULT_LIMITS.answerMs),
    reboot: inSeconds(DEFAULT_LIMITS.rebootMs),
    settle: inSeconds(DEFAULT_LIMITS.settleMs),
    tolerance: inSeconds(DEFAULT_LIMITS.toleranceMs),
    heartbeat: whole(HEARTBEAT_SECONDS_MIN, SECONDS_MAX).default(DEFAULT_LIMITS.heartbeatSeconds),
  })
  .refine((given) => given.secret === undefined || given.sensor !== undefined, {
    path: ['secret'],
    message: 'a secret is of a sensor: give --sensor too',
  })

export interface JudgeSettings {
  readonly host: string
  readonly port: number
  readonly expected: Expected
  readonly ownBroker: boolean
  readonly limits: JudgeLimits
}

export type JudgeReading =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly settings: JudgeSettings }
  /** Every problem at once, each naming its option. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }

export function readJudgeOptions(args: readonly string[]): JudgeReading {
  const given = valuesOf(args)
  if (typeof given === 'string') return { kind: 'wrong', problems: [given] }
  const parsed = flags.safeParse(given)
  if (!parsed.success) {
    return { kind: 'wrong', problems: parsed.error.issues.map((it) => `--${it.path.join('.')}: ${it.message}`) }
  }
  return parsed.data.help ? { kind: 'help' } : { kind: 'run', settings: settled(parsed.data) }
}

function valuesOf(args: readonly string[]): object | string {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

function settled(given: z.infer<typeof flags>): JudgeSettings {
  return {
    host: given.host,
    port: given.port,
    expected: { id: given.sensor ?? null, secret: given.secret ?? null },
    ownBroker: given['own-broker'],
    limits: {
      ...{ handMs: given.hand, againMs: given.again, reconnectMs: given.reconnect, answerMs: given.answer },
      ...{ rebootMs: given.reboot, settleMs: given.settle, toleranceMs: given.tolerance },
      heartbeatSeconds: given.heartbeat,
    },
  }
}
