import { performance } from 'node:perf_hooks'
import { trueTimers } from '../timers.ts'
import { judge } from './judge.ts'
import { isConforming, progressWords, report, sightingWords } from './judge-report.ts'
import { JUDGE_HELP, type JudgeSettings, readJudgeOptions } from './read-judge-options.ts'

const REMIND_EVERY_MS = 15_000

/** `npm run sim -- --judge`. Returns the exit code: 0 when every rule is kept, 1 when not, 2 when the options make no sense. */
export async function judgeByCommand(args: readonly string[], say: (text: string) => void): Promise<number> {
  const reading = readJudgeOptions(args)
  switch (reading.kind) {
    case 'help':
      say(JUDGE_HELP)
      return 0
    case 'wrong':
      say([...reading.problems, 'npm run sim -- --judge --help lists the options.'].join('\n'))
      return 2
    case 'run':
      return await judgeAloud(reading.settings, say)
  }
}

async function judgeAloud(settings: JudgeSettings, say: (text: string) => void): Promise<number> {
  const clock = () => performance.now()
  const startedAtMs = clock()
  let hush = () => {}
  const judgements = await judge({
    ...settings,
    timers: trueTimers(clock),
    onListening: (port) => say(`Listening on ${settings.host}:${port} for ${settings.expected.id ?? 'any sensor'}.`),
    onProgress: (progress) => {
      hush()
      say(progressWords(progress))
      hush = reminding(() => say(`    still waiting ${progress.kind === 'hand' ? 'for you' : progress.words}`))
    },
    onSeen: (sighting) => {
      if (sighting.kind === 'step') hush()
      const words = sightingWords(sighting, startedAtMs)
      if (words !== null) say(words)
    },
  }).finally(() => hush())
  say(`\n${report(judgements)}`)
  return isConforming(judgements) ? 0 : 1
}

/** Until it is told to stop. */
function reminding(remind: () => void): () => void {
  const timer = setInterval(remind, REMIND_EVERY_MS)
  return () => clearInterval(timer)
}
