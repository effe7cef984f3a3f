import { expect, test } from 'vitest'
import { Closers } from '../../base/closers.ts'

test('what was opened last is closed first, and one failing closer does not keep the others from running', async () => {
  const closers = new Closers()
  const closed: string[] = []
  closers.add('first', () => {
    closed.push('first')
  })
  closers.add('second', async () => {
    throw new Error('stuck')
  })
  closers.add('third', async () => {
    closed.push('third')
  })
  await expect(closers.close()).rejects.toThrow('closing second failed')
  expect(closed).toEqual(['third', 'first'])
  await closers.close()
})
