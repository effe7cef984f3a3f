import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../base/failure.ts'

/** Each takes a thread and some 100 MB while it is written. */
const PDFS_AT_ONCE_MAX = 2

let writing = 0

/**
 * What a thread of its own says once: laying out a long file takes a second of the processor, which nobody else's requests
 * and messages wait for. @throws Failure `request.too_many` while others are written.
 */
export async function inThread<T>(script: URL, workerData: unknown): Promise<T> {
  if (writing >= PDFS_AT_ONCE_MAX) throw new Failure('request.too_many')
  writing += 1
  const worker = new Worker(script, { workerData })
  try {
    const [said]: T[] = await once(worker, 'message')
    if (said === undefined) throw new Error('the thread said nothing')
    return said
  } finally {
    writing -= 1
    await worker.terminate()
  }
}
