import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../base/config.ts'
import { Failure } from '../base/failure.ts'
import { systemClock } from '../base/instant.ts'
import { createLog } from '../base/log.ts'
import { alarmOf, createAlarm } from '../canary/alarm.ts'
import { look, Watchdog } from '../canary/watchdog.ts'

const HELP = `npm run watchdog -- [options]
Watches a running Menshen from a process of its own, and shouts by MENSHEN_ALARM_WEBHOOK_URL and MENSHEN_ALARM_EMAIL when
no test alert has arrived for too long, and when they arrive again.
  --url URL       where it listens; http://127.0.0.1:<MENSHEN_HTTP_PORT> unless given
  --every N       seconds from one look to the next; 10 unless given
  --limit N       seconds without a success after which it shouts; 180 unless given
`

const seconds = z.coerce.number().positive().max(86_400)
const options = z.object({
  url: z.url({ protocol: /^https?$/ }).optional(),
  every: seconds.default(10),
  limit: seconds.default(180),
  help: z.boolean().default(false),
})

process.exitCode = await main()

/** The exit code: 0 when it was told to stop, 2 when the options or settings make no sense. */
async function main(): Promise<number> {
  const given = read()
  if (given === null) return 2
  if (given.help) {
    process.stdout.write(HELP)
    return 0
  }
  try {
    return await watch(given)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return complain(`${error.code}: ${error.message} ${JSON.stringify(error.details)}`)
  }
}

function read(): z.infer<typeof options> | null {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        every: { type: 'string' },
        limit: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    const parsed = options.safeParse(values)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) complain(`--${issue.path.join('.')}: ${issue.message}`)
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
  }
  complain('npm run watchdog -- --help lists the options.')
  return null
}

async function watch({ url, every, limit }: z.infer<typeof options>): Promise<number> {
  const config = readConfig(process.env)
  const log = createLog(config.MENSHEN_LOG_LEVEL)
  const alarm = alarmOf(config, log)
  if (alarm.webhookUrl === null && alarm.email === null) {
    return complain(
      'Set MENSHEN_ALARM_WEBHOOK_URL, or MENSHEN_ALARM_EMAIL with MENSHEN_SMTP_URL: without one nobody hears it.',
    )
  }
  const service = (url ?? `http://127.0.0.1:${config.MENSHEN_HTTP_PORT}`).replace(/\/+$/, '')
  const watchdog = new Watchdog({
    look: () => look(service),
    clock: systemClock,
    alarm: createAlarm(alarm),
    limitMs: limit * 1000,
  })
  process.stdout.write(`Watching ${service} every ${every} s; shouting after ${limit} s without a test alert.\n`)
  let turning: Promise<void> | null = null
  const turn = (): void => {
    turning ??= watchdog.turn().finally(() => {
      turning = null
    })
  }
  turn()
  const timer = setInterval(turn, every * 1000)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  clearInterval(timer)
  await turning
  process.stdout.write('Stopped watching.\n')
  return 0
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`)
  return 2
}
