import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Turns } from '../../broker/turns.ts'

const LIMIT_MS = 1000

interface Task {
  readonly result: Promise<string>
  finish(): void
  fail(): void
}

describe('tasks of which two may run and three may wait', () => {
  let turns: Turns
  let begun: string[]
  beforeEach(() => {
    vi.useFakeTimers()
    turns = new Turns(2, 3, LIMIT_MS)
    begun = []
  })
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  function run(name: string): Task {
    const work = Promise.withResolvers<string>()
    const result = turns.run(() => {
      begun.push(name)
      return work.promise
    })
    result.catch(() => undefined)
    return { result, finish: () => work.resolve(name), fail: () => work.reject(new Error(name)) }
  }

  it('begin in the order in which they came, one as soon as another ends, be it well or badly', async () => {
    const [a, b, c, d] = [run('a'), run('b'), run('c'), run('d')]
    expect(begun).toEqual(['a', 'b'])
    b.finish()
    expect(await b.result).toBe('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    a.fail()
    await expect(a.result).rejects.toThrow('a')
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    for (const task of [c, d]) task.finish()
    expect(await Promise.all([c.result, d.result])).toEqual(['c', 'd'])
    expect(begun.length).toBe(4)
  })

  it('are refused past the line, and only then', async () => {
    const tasks = ['a', 'b', 'c', 'd', 'e'].map(run)
    await expect(run('f').result).rejects.toThrow('too many are waiting')
    for (const task of tasks) task.finish()
    await Promise.all(tasks.map((task) => task.result))
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('are given up when they take too long, and do not keep their place', async () => {
    const stuck = [run('a'), run('b')]
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1)
    const late = run('c')
    expect(begun).toEqual(['a', 'b'])
    await vi.advanceTimersByTimeAsync(1)
    for (const task of stuck) await expect(task.result).rejects.toThrow('not answered within 1000 ms')
    expect(begun).toEqual(['a', 'b', 'c'])
    late.finish()
    expect(await late.result).toBe('c')
  })

  it('that were given up free their place once, whatever they say later', async () => {
    const stuck = [run('a'), run('b')]
    await vi.advanceTimersByTimeAsync(LIMIT_MS)
    for (const task of stuck) await expect(task.result).rejects.toThrow('not answered')
    const [c, d, e] = [run('c'), run('d'), run('e')]
    for (const task of stuck) task.finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    for (const task of [c, d, e]) task.finish()
    expect(await Promise.all([c.result, d.result, e.result])).toEqual(['c', 'd', 'e'])
  })
})
