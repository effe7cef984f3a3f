import { expect, test } from 'vitest'
import { CommitLine } from '../../broker/commit-line.ts'

test('each is acknowledged once, in the order in which they came, when all before it are stored', () => {
  const acknowledged: number[] = []
  const line = new CommitLine((messageId) => acknowledged.push(messageId))
  const [first, second, third] = [line.hold(11), line.hold(12), line.hold(13)]
  second()
  expect(acknowledged).toEqual([])
  first()
  expect(acknowledged).toEqual([11, 12])
  third()
  expect(acknowledged).toEqual([11, 12, 13])
})
