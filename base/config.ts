import { z } from 'zod'
import { Failure } from './failure.ts'
import { masterKey } from './key.ts'

const port = z.coerce.number().int().min(0).max(65_535)
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
  MENSHEN_MQTT_CONNECTIONS_PER_SECOND: z.coerce.number().min(1).default(500),
  MENSHEN_MQTT_SENSOR_MESSAGES_PER_SECOND: z.coerce.number().min(1).default(500),
  MENSHEN_MQTT_GATEWAY_MESSAGES_PER_SECOND: z.coerce.number().min(1).default(5000),
  MENSHEN_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MENSHEN_MAIL_FROM: z.string().default('menshen@localhost'),
  MENSHEN_WEB_PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  MENSHEN_WEB_PUSH_HOSTS: hosts.default([]),
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
  const problems: string[] = []
  if (config.MENSHEN_MQTTS_PORT !== undefined) {
    if (config.MENSHEN_MQTTS_CERT_FILE === undefined)
      problems.push('MENSHEN_MQTTS_CERT_FILE: needed with MENSHEN_MQTTS_PORT')
    if (config.MENSHEN_MQTTS_KEY_FILE === undefined)
      problems.push('MENSHEN_MQTTS_KEY_FILE: needed with MENSHEN_MQTTS_PORT')
  }
  return problems
}
