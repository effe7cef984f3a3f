import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../base/failure.ts'
import type { ReportDocument } from './document.ts'

/** Each takes a thread and some 100 MB while it is written. */
const PDFS_AT_ONCE_MAX = 2

let writing = 0

/** Written in a thread of its own. @throws Failure `request.too_many` while others are. */
export async function reportPdf(document: ReportDocument): Promise<Buffer> {
  if (writing >= PDFS_AT_ONCE_MAX) throw new Failure('request.too_many')
  writing += 1
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { workerData: document })
  try {
    const [bytes]: Uint8Array[] = await once(worker, 'message')
    if (bytes === undefined) throw new Error('the thread gave no file')
    return Buffer.from(bytes)
  } finally {
    writing -= 1
    await worker.terminate()
  }
}
