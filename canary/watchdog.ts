import { z } from 'zod'
import type { Clock, Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Alarm } from './alarm.ts'
import { type AlarmWords, watchdogWords } from './alarm-words.ts'
import { afterFailure, afterSuccess, type Course, type Turn, told, WELL } from './course.ts'

/** What the service says of itself. */
export type Seen =
  | { readonly kind: 'no_answer'; readonly why: string }
  | { readonly kind: 'not_ready'; readonly problems: readonly string[] }
  /** Its test alerts do not arrive any more: the last one did so long ago; null: none ever did. */
  | { readonly kind: 'ready'; readonly secondsSinceSuccess: number | null }
  /** It has no canary (`MENSHEN_CANARY=false`): that it is ready is all there is. */
  | { readonly kind: 'no_canary' }

const TIMEOUT_MS = 5000
const readiness = z.object({ ready: z.boolean(), problems: z.array(z.string()) })
const canary = z.object({ canary: z.boolean(), secondsSinceSuccess: z.number().nullable() })

/** Asks a service at its address. */
export async function look(url: string): Promise<Seen> {
  try {
    const { ready, problems } = readiness.parse(await ask(`${url}/readyz`))
    const seen = canary.parse(await ask(`${url}/canaryz`))
    if (!ready) return { kind: 'not_ready', problems }
    return seen.canary ? { kind: 'ready', secondsSinceSuccess: seen.secondsSinceSuccess } : { kind: 'no_canary' }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return { kind: 'no_answer', why: cause instanceof Error ? cause.message : String(cause) }
  }
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  return response.json()
}

/** When it last worked, as far as this says. Null: nothing is known to have worked. */
function successOf(seen: Seen, now: Instant): Instant | null {
  switch (seen.kind) {
    case 'ready':
      return seen.secondsSinceSuccess === null ? null : now - seen.secondsSinceSuccess * 1000
    case 'no_canary':
      return now
    case 'no_answer':
    case 'not_ready':
      return null
    default:
      return unreachable(seen)
  }
}

function wordsOf(seen: Seen): AlarmWords {
  switch (seen.kind) {
    case 'no_answer':
      return {
        zh: `服务无应答（${seen.why}），请查看服务进程`,
        en: `The service does not answer (${seen.why}): look at its process`,
      }
    case 'not_ready': {
      const why = seen.problems.join('; ')
      return { zh: `服务未就绪（${why}），请查看数据库`, en: `The service is not ready (${why}): look at the database` }
    }
    default:
      return {
        zh: '服务有应答，但测试告警未送达，请查看服务日志和其自检报警',
        en: 'The service answers, but its test alerts do not arrive: look at its log and at its own alarm',
      }
  }
}

export interface WatchdogOptions {
  readonly look: () => Promise<Seen>
  readonly clock: Clock
  readonly alarm: Alarm
  /** Without a success for longer than this it shouts. */
  readonly limitMs: number
}

/** Shouts when the service has not said for too long that its test alerts arrive, and when it does again. */
export class Watchdog {
  readonly #options: WatchdogOptions
  #course: Course = WELL
  /** When it began to watch counts as a success: a service may just be starting as well. */
  #lastSuccess: Instant

  constructor(options: WatchdogOptions) {
    this.#options = options
    this.#lastSuccess = options.clock()
  }

  async turn(): Promise<void> {
    const { clock, limitMs } = this.#options
    const seen = await this.#options.look()
    const now = clock()
    this.#lastSuccess = Math.max(this.#lastSuccess, successOf(seen, now) ?? 0)
    const late = now - this.#lastSuccess > limitMs
    await this.#tell(late ? afterFailure(this.#course, now) : afterSuccess(this.#course), seen)
  }

  async #tell({ course, say }: Turn, seen: Seen): Promise<void> {
    const { alarm, clock, limitMs } = this.#options
    this.#course = course
    if (say === null) return
    const text = watchdogWords(say, wordsOf(seen), this.#lastSuccess, limitMs)
    if (await alarm({ source: 'watchdog', news: say, reached: null, at: clock(), text })) {
      this.#course = told(course, clock())
    }
  }
}
