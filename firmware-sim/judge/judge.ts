import { Closers } from '../../base/closers.ts'
import type { Timers } from '../timers.ts'
import type { Expected } from './admission.ts'
import { JudgingBroker } from './judging-broker.ts'
import type { JudgeLimits } from './limits.ts'
import { Logbook } from './logbook.ts'
import { judgements } from './rules.ts'
import type { Log, Sighting } from './sighting.ts'
import { coverage, type Judging, type Progress, STEPS } from './steps.ts'
import type { Judgement } from './verdict.ts'

export interface JudgeOptions {
  readonly host: string
  readonly port: number
  readonly expected: Expected
  readonly ownBroker: boolean
  readonly limits: JudgeLimits
  readonly timers: Timers
  /** Told when the server listens, with its port, before the first step. */
  readonly onListening: (port: number) => void
  readonly onProgress: (progress: Progress) => void
  readonly onSeen: (sighting: Sighting) => void
}

/** Plays the server for one device, from its start to the last step, and judges what it did. */
export async function judge(options: JudgeOptions): Promise<readonly Judgement[]> {
  const { host, port, expected, ownBroker, limits, timers, onProgress, onSeen } = options
  const closers = new Closers()
  let acknowledged: Promise<void> = Promise.resolve()
  const book = new Logbook(timers, (sighting) => {
    onSeen(sighting)
    if (sighting.kind !== 'said' || !judging.acknowledges) return
    acknowledged = acknowledged.then(() => acknowledge(judging.broker, book.log))
  })
  const broker = await JudgingBroker.open({ host, port, expected, note: (happening) => book.note(happening) })
  closers.add('the server', () => broker.close())
  const judging: Judging = { broker, book, limits, ownBroker, tell: onProgress, acknowledges: true }
  try {
    options.onListening(broker.port)
    for (const [step, act] of STEPS) {
      book.note({ kind: 'step', step })
      if (!(await act(judging))) break
    }
    return judgements(book.log, limits)
  } finally {
    judging.acknowledges = false
    await acknowledged
    await closers.close()
  }
}

async function acknowledge(broker: JudgingBroker, log: Log): Promise<void> {
  for (const ack of coverage(log)) await broker.ack(ack)
}
