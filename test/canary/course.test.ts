import { expect, test } from 'vitest'
import { afterFailure, afterSuccess, type Course, type News, told, WELL } from '../../canary/course.ts'

const MINUTE = 60_000

/** One letter a minute: `x` it fails, `.` it works; `X` and `:` the same, and what was to be said got through to nobody. */
test.each<[string, (News | null)[]]>([
  ['...', [null, null, null]],
  ['x..', ['began', 'over', null]],
  ['xxxxxxxxxxxx.', ['began', ...Array<null>(9).fill(null), 'goes_on', null, 'over']],
  ['Xx', ['began', 'began']],
  ['X.', ['began', null]],
  ['x:.', ['began', 'over', 'over']],
  ['x:x', ['began', 'over', 'began']],
])('%s', (minutes, expected) => {
  let course: Course = WELL
  const said = [...minutes].map((it, minute) => {
    const turn = it === '.' || it === ':' ? afterSuccess(course) : afterFailure(course, minute * MINUTE)
    course = turn.say !== null && (it === 'x' || it === '.') ? told(turn.course, minute * MINUTE) : turn.course
    return turn.say
  })
  expect(said).toEqual(expected)
})
