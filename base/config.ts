import { z } from 'zod'
import { Failure } from './failure.ts'
import { masterKey } from './key.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const template = z.string().regex(/^[\w-]{1,64}$/)
/** Keys and numbers go there; so plain http is for trials on this machine only. */
const provider = z
  .url({ protocol: /^https?$/ })
  .refine(
    (it) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(it),
    'https, or http on this machine',
  )
const flag = z.enum(['true', 'false']).transform((it) => it === 'true')

const hosts = z
  .string()
  .regex(/^[\w.:[\]-]+(,[\w.:[\]-]+)*$/, 'host names with commas between them')
  .transform((it): readonly string[] => it.toLowerCase().split(','))

/** Every setting of the service, by the environment variable that sets it. What is absent has the default given here. */
const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  MENSHEN_DATA_DIR: z.string().min(1).default('.menshen'),
  MENSHEN_KEY: masterKey.optional(),
  MENSHEN_DATABASE_PORT: port.default(0),
  MENSHEN_DATABASE_CONNECTIONS: z.coerce.number().int().min(4).max(200).default(12),
  MENSHEN_HTTP_HOST: z.string().default('127.0.0.1'),
  MENSHEN_HTTP_PORT: port.default(8080),
  MENSHEN_HTTP_PUBLIC_URL: z.url().optional(),
  MENSHEN_MQTT_HOST: z.string().default('127.0.0.1'),
  MENSHEN_MQTT_PORT: port.default(1883),
  MENSHEN_MQTTS_PORT: port.optional(),
  MENSHEN_MQTTS_CERT_FILE: z.string().optional(),
  MENSHEN_MQTTS_KEY_FILE: z.string().optional(),
  MENSHEN_MQTTS_CLIENT_CA_FILE: z.string().optional(),
  MENSHEN_MQTT_WS_PORT: port.optional(),
  MENSHEN_BROKER_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }).optional(),
  MENSHEN_BROKER_CLIENT_ID: z
    .string()
    .regex(/^[\w-]{1,48}$/)
    .optional(),
  MENSHEN_BROKER_USERNAME: z.string().optional(),
  MENSHEN_BROKER_PASSWORD: z.string().optional(),
  MENSHEN_BROKER_CA_FILE: z.string().optional(),
  MENSHEN_MQTT_CONNECTIONS_PER_SECOND: z.coerce.number().min(1).default(500),
  MENSHEN_MQTT_SENSOR_MESSAGES_PER_SECOND: z.coerce.number().min(1).default(500),
  MENSHEN_MQTT_GATEWAY_MESSAGES_PER_SECOND: z.coerce.number().min(1).default(5000),
  MENSHEN_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MENSHEN_MAIL_FROM: z.string().default('menshen@localhost'),
  MENSHEN_WEB_PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  MENSHEN_WEB_PUSH_HOSTS: hosts.default([]),
  MENSHEN_ALIBABA_ACCESS_KEY_ID: z.string().optional(),
  MENSHEN_ALIBABA_ACCESS_KEY_SECRET: z.string().optional(),
  MENSHEN_ALIBABA_SMS_ENDPOINT: provider.default('https://dysmsapi.aliyuncs.com'),
  MENSHEN_ALIBABA_VOICE_ENDPOINT: provider.default('https://dyvmsapi.aliyuncs.com'),
  MENSHEN_ALIBABA_RECEIPTS: flag.default(false),
  MENSHEN_SMS_SIGN_NAME: z.string().max(30).optional(),
  MENSHEN_SMS_TEMPLATE_ZH: template.optional(),
  MENSHEN_SMS_TEMPLATE_EN: template.optional(),
  MENSHEN_VOICE_TEMPLATE_ZH: template.optional(),
  MENSHEN_VOICE_TEMPLATE_EN: template.optional(),
  MENSHEN_VOICE_SHOWN_NUMBER: z.string().max(40).optional(),
  MENSHEN_CANARY: flag.default(true),
  MENSHEN_ALARM_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  MENSHEN_ALARM_EMAIL: z.email().optional(),
  MENSHEN_DEAD_MAN_URL: z.url({ protocol: /^https?$/ }).optional(),
  MENSHEN_RETENTION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  MENSHEN_INGEST_PARTITIONS: z.coerce.number().int().min(1).max(64).default(2),
  MENSHEN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MENSHEN_FAILPOINT: z.string().optional(),
  MENSHEN_FSYNC: flag.default(true),
})

export type Config = z.infer<typeof environment>

/** Reads the whole configuration at once. Throws `config.invalid` with every problem, never only the first. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  for (const name of Object.keys(given)) {
    if (name.startsWith('MENSHEN_') && !(name in environment.shape)) problems.push(`${name}: there is no such setting`)
  }
  if (!parsed.success || problems.length > 0) throw new Failure('config.invalid', { problems })
  return parsed.data
}

function contradictions(config: Config): string[] {
  return [
    ...missing(config, 'MENSHEN_MQTTS_PORT', ['MENSHEN_MQTTS_CERT_FILE', 'MENSHEN_MQTTS_KEY_FILE']),
    ...missing(config, 'MENSHEN_BROKER_URL', ['MENSHEN_BROKER_CLIENT_ID']),
    ...missing(config, 'MENSHEN_BROKER_CLIENT_ID', ['MENSHEN_BROKER_URL']),
    ...missing(config, 'MENSHEN_BROKER_USERNAME', ['MENSHEN_BROKER_URL', 'MENSHEN_BROKER_PASSWORD']),
    ...missing(config, 'MENSHEN_BROKER_CA_FILE', ['MENSHEN_BROKER_URL']),
    ...missing(config, 'MENSHEN_ALIBABA_ACCESS_KEY_ID', ['MENSHEN_ALIBABA_ACCESS_KEY_SECRET']),
    ...missing(config, 'MENSHEN_ALIBABA_ACCESS_KEY_SECRET', ['MENSHEN_ALIBABA_ACCESS_KEY_ID']),
    ...missing(config, 'MENSHEN_ALARM_EMAIL', ['MENSHEN_SMTP_URL']),
    ...aimlessDeadMan(config),
    ...receiptsOfNothing(config),
    ...halfSms(config),
    ...halfVoice(config),
  ]
}

/** What the one setting needs and is not there. */
function missing(config: Config, setting: keyof Config, needed: readonly (keyof Config)[]): string[] {
  if (config[setting] === undefined) return []
  return needed.filter((it) => config[it] === undefined).map((it) => `${it}: needed with ${setting}`)
}

function aimlessDeadMan(config: Config): string[] {
  return config.MENSHEN_DEAD_MAN_URL === undefined || config.MENSHEN_CANARY
    ? []
    : ['MENSHEN_CANARY: needed with MENSHEN_DEAD_MAN_URL, which is pinged when a test alert has arrived']
}

/** Receipts that are waited for and cannot come would make every message look as if it had not arrived. */
function receiptsOfNothing(config: Config): string[] {
  if (!config.MENSHEN_ALIBABA_RECEIPTS) return []
  const sending = firstOf(config, ['MENSHEN_SMS_SIGN_NAME', 'MENSHEN_VOICE_TEMPLATE_ZH', 'MENSHEN_VOICE_TEMPLATE_EN'])
  const needed = config.MENSHEN_HTTP_PUBLIC_URL === undefined ? ['MENSHEN_HTTP_PUBLIC_URL'] : []
  if (sending === undefined)
    needed.push('MENSHEN_SMS_SIGN_NAME or MENSHEN_VOICE_TEMPLATE_ZH or MENSHEN_VOICE_TEMPLATE_EN')
  return needed.map((it) => `${it}: needed with MENSHEN_ALIBABA_RECEIPTS`)
}

function halfSms(config: Config): string[] {
  const given = firstOf(config, ['MENSHEN_SMS_SIGN_NAME', 'MENSHEN_SMS_TEMPLATE_ZH', 'MENSHEN_SMS_TEMPLATE_EN'])
  if (given === undefined) return []
  const templates = firstOf(config, ['MENSHEN_SMS_TEMPLATE_ZH', 'MENSHEN_SMS_TEMPLATE_EN'])
  return [
    ...missing(config, given, ['MENSHEN_SMS_SIGN_NAME', 'MENSHEN_ALIBABA_ACCESS_KEY_ID']),
    ...(templates === undefined ? [`MENSHEN_SMS_TEMPLATE_ZH or MENSHEN_SMS_TEMPLATE_EN: needed with ${given}`] : []),
  ]
}

function halfVoice(config: Config): string[] {
  const templates = firstOf(config, ['MENSHEN_VOICE_TEMPLATE_ZH', 'MENSHEN_VOICE_TEMPLATE_EN'])
  if (templates !== undefined) return missing(config, templates, ['MENSHEN_ALIBABA_ACCESS_KEY_ID'])
  return config.MENSHEN_VOICE_SHOWN_NUMBER === undefined
    ? []
    : ['MENSHEN_VOICE_TEMPLATE_ZH or MENSHEN_VOICE_TEMPLATE_EN: needed with MENSHEN_VOICE_SHOWN_NUMBER']
}

function firstOf(config: Config, settings: readonly (keyof Config)[]): keyof Config | undefined {
  return settings.find((it) => config[it] !== undefined)
}
