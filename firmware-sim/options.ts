import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { z } from 'zod'
import { ALL_FAMILIES, FAMILY_NAMES, familiesNamed } from './family/families.ts'
import { faults } from './faults.ts'
import { CONNECTS_PER_SECOND_DEFAULT, SENSORS_MAX } from './fleet.ts'
import { SCENARIO_NAMES } from './scenario.ts'

const MINUTES_OF_DAY = 24 * 60
const MINUTES_DEFAULT = 10
const SENSORS_DEFAULT = 10

/** A day in a minute. Faster, a door would have to move faster than doors do, and permits would be over before they are used. */
export const SPEED_MAX = 1440

export const HELP = `Simulated door sensors for Menshen.

npm run sim -- --api http://127.0.0.1:8080 --username admin --password ... [options]
npm run sim -- --credentials sensors.jsonl [options]
npm run sim -- --judge --help     judges a device of your own

Where
  --broker URL          the MQTT broker (mqtt://127.0.0.1:1883)
  --api URL             provisions areas, households, sensors, orders and permits over the HTTP API
  --username, --password  who provisions; the password may stand in SIM_PASSWORD instead
  --credentials FILE    sensors that exist already: one {"id":"...","secret":"..."} a line; no permits, no --check
  --foreign-broker      the broker is not Menshen's own: its PUBACK does not mean stored

What
  --sensors N           how many, 1 to ${SENSORS_MAX} (${SENSORS_DEFAULT}, or one of each family)
  --family NAME         sensors of another maker, behind gateways of theirs, which fall, start anew and lose MQTT once
                        a day (Menshen's own sensors); ${ALL_FAMILIES} lets every one take turns:
${inLines(FAMILY_NAMES)}
  --scenario NAME       ${SCENARIO_NAMES.join(', ')} (ordinary)
  --seed TEXT           the same seed gives the same days (a random one, which is printed)
  --days D              simulated days (1)
  --minutes M           true minutes the run takes (${MINUTES_DEFAULT})
  --speed S             simulated time in true time, at most ${SPEED_MAX}; two of days, minutes and speed give the third.
                        Openings get shorter with it: at 60, one of a minute lasts a second. The ages on
                        the wire stay true, so rules in true seconds (left open, silent) see the short times.
  --heartbeat S         seconds between heartbeats, true time (60)
  --journal N           messages the flash holds (256)
  --sleeps              sensors disconnect between wakes
  --connects N          connections begun a second (${CONNECTS_PER_SECOND_DEFAULT})

Faults of the link, as probabilities from 0 to 1
  --loss P  --duplicate P  --reorder P  --delay P  --delay-ms MAX  --reboots P
  --drift PPM           each clock runs wrong by up to this many parts per million

Afterwards
  --check               waits until the journals are empty, then compares the API's openings and alerts with
                        what the sensors know; exit code 1 on a difference
  --drain S             how long to wait for the journals, in seconds (60)
`

/** Names, eight a line, where the list of options has its explanations. */
function inLines(names: readonly string[]): string {
  const lines = Array.from({ length: Math.ceil(names.length / 8) }, (_, line) => names.slice(line * 8, line * 8 + 8))
  return lines.map((it) => `${' '.repeat(24)}${it.join(', ')}`).join(',\n')
}

const FLAGS = {
  help: { type: 'boolean' },
  broker: { type: 'string' },
  api: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  credentials: { type: 'string' },
  'foreign-broker': { type: 'boolean' },
  sensors: { type: 'string' },
  family: { type: 'string' },
  scenario: { type: 'string' },
  seed: { type: 'string' },
  days: { type: 'string' },
  minutes: { type: 'string' },
  speed: { type: 'string' },
  heartbeat: { type: 'string' },
  journal: { type: 'string' },
  sleeps: { type: 'boolean' },
  connects: { type: 'string' },
  loss: { type: 'string' },
  duplicate: { type: 'string' },
  reorder: { type: 'string' },
  delay: { type: 'string' },
  'delay-ms': { type: 'string' },
  reboots: { type: 'string' },
  drift: { type: 'string' },
  check: { type: 'boolean' },
  drain: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

/** Digits, not whatever `Number()` accepts: an empty text is no number. */
const numeral = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'not a number')
  .transform(Number)
const whole = (min: number, max: number) => numeral.pipe(z.number().int().min(min).max(max))
const positive = numeral.pipe(z.number().positive())
const url = (protocol: RegExp, example: string) => z.url({ protocol, error: `not an address like ${example}` })

const family = z.string().transform((name, context) => {
  const families = familiesNamed(name)
  if (families !== null) return families
  const known = [...FAMILY_NAMES, ALL_FAMILIES].join(', ')
  context.addIssue(`"${name.slice(0, 40)}" is no family that is simulated; there are ${known}`)
  return z.NEVER
})

const flags = z.object({
  help: z.boolean().default(false),
  broker: url(/^(mqtts?|wss?)$/, 'mqtt://127.0.0.1:1883').default('mqtt://127.0.0.1:1883'),
  api: url(/^https?$/, 'http://127.0.0.1:8080').optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  credentials: z.string().min(1).optional(),
  'foreign-broker': z.boolean().default(false),
  sensors: whole(1, SENSORS_MAX).optional(),
  family: family.optional(),
  scenario: z.enum(SCENARIO_NAMES).default('ordinary'),
  seed: z.string().min(1).max(64).optional(),
  days: positive.optional(),
  minutes: positive.optional(),
  speed: positive.optional(),
  heartbeat: whole(1, 86_400).default(60),
  journal: whole(1, 10_000).default(256),
  sleeps: z.boolean().default(false),
  connects: whole(1, 10_000).default(CONNECTS_PER_SECOND_DEFAULT),
  loss: numeral.pipe(faults.shape.loss.unwrap()).optional(),
  duplicate: numeral.pipe(faults.shape.duplicate.unwrap()).optional(),
  reorder: numeral.pipe(faults.shape.reorder.unwrap()).optional(),
  delay: numeral.pipe(faults.shape.delay.unwrap()).optional(),
  'delay-ms': numeral.pipe(faults.shape.delayMsMax.unwrap()).optional(),
  reboots: numeral.pipe(faults.shape.reboot.unwrap()).optional(),
  drift: numeral.pipe(faults.shape.driftPpmMax.unwrap()).optional(),
  check: z.boolean().default(false),
  drain: whole(1, 3600).default(60),
})

type Flags = z.infer<typeof flags>

export type SimOptions = ReturnType<typeof settled>

export type Reading =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly options: SimOptions }
  /** Every problem at once, each naming its option. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }

/** Reads the command line; `password` is what the environment holds, `newSeed` what is taken when none is given. */
export function readOptions(args: readonly string[], password: string | undefined, newSeed: string): Reading {
  const given = valuesOf(args)
  if (typeof given === 'string') return { kind: 'wrong', problems: [given] }
  const parsed = flags.safeParse({ ...(password ? { password } : {}), ...given })
  if (!parsed.success) {
    return { kind: 'wrong', problems: parsed.error.issues.map((it) => `--${it.path.join('.')}: ${it.message}`) }
  }
  if (parsed.data.help) return { kind: 'help' }
  const problems = contradictions(parsed.data)
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'run', options: settled(parsed.data, newSeed) }
}

function valuesOf(args: readonly string[]): object | string {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

function contradictions(given: Flags): readonly string[] {
  const { api, username, password, credentials, check, days, minutes, speed } = given
  const sources = [api, credentials].filter((source) => source !== undefined)
  return [
    ...(sources.length === 1 ? [] : ['give either --api (with --username and --password) or --credentials']),
    ...(api !== undefined && (username === undefined || password === undefined)
      ? ['--api needs --username, and --password or SIM_PASSWORD']
      : []),
    ...(check && api === undefined ? ['--check compares with the API: it needs --api'] : []),
    ...familyContradictions(given),
    ...(days !== undefined && minutes !== undefined && speed !== undefined
      ? ['two of --days, --minutes and --speed give the third; leave one out']
      : []),
    ...(timing(given).speed > SPEED_MAX
      ? [
          `--speed ${timing(given).speed} is more than ${SPEED_MAX}, a day in a minute; give more --minutes or fewer --days`,
        ]
      : []),
  ]
}

/** Other makers' sensors have no journal and no age: what is not heard is lost, and their gateways' links fail by themselves. */
function familyContradictions(given: Flags): readonly string[] {
  if (given.family === undefined) return []
  const { loss, delay, duplicate, reorder, drift, reboots } = given
  const isFaulty = [loss, delay, duplicate, reorder, drift, reboots].some((it) => it !== undefined)
  return [
    ...(given.credentials === undefined ? [] : ['--family registers gateways over the API: it needs --api']),
    ...(given.check ? ['--check reckons with journals, which the sensors of --family do not have'] : []),
    ...(isFaulty ? ['--family has faults of its own: leave --loss and the others of the link out'] : []),
  ]
}

function settled(given: Flags, newSeed: string) {
  const { api, username = '', password = '' } = given
  return {
    brokerUrl: given.broker,
    api: api === undefined ? null : { url: api, username, password },
    credentialsFile: given.credentials ?? null,
    sensors: given.sensors ?? Math.max(SENSORS_DEFAULT, given.family?.length ?? 0),
    /** Empty for native sensors. */
    families: given.family ?? [],
    scenario: given.scenario,
    seed: given.seed ?? newSeed,
    ...timing(given),
    connectsPerSecond: given.connects,
    profile: {
      heartbeatMs: given.heartbeat * 1000,
      journalEntriesMax: given.journal,
      sleeps: given.sleeps,
      pubackMeansStored: !given['foreign-broker'],
    },
    faults: faults.parse({
      ...{ loss: given.loss, delay: given.delay, delayMsMax: given['delay-ms'], duplicate: given.duplicate },
      ...{ reorder: given.reorder, driftPpmMax: given.drift, reboot: given.reboots },
    }),
    check: given.check,
    drainMs: given.drain * 1000,
  }
}

function timing({ days, minutes, speed }: Flags): { readonly days: number; readonly speed: number } {
  if (speed !== undefined && minutes !== undefined) return { speed, days: (minutes * speed) / MINUTES_OF_DAY }
  const simulated = days ?? 1
  return { days: simulated, speed: speed ?? (simulated * MINUTES_OF_DAY) / (minutes ?? MINUTES_DEFAULT) }
}
