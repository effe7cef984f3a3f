import { inThread } from '../pdf/in-thread.ts'
import type { ReportDocument } from './document.ts'

/** Written in a thread of its own. @throws Failure `request.too_many` while others are. */
export async function reportPdf(document: ReportDocument): Promise<Buffer> {
  return Buffer.from(await inThread<Uint8Array>(new URL('./pdf-worker.ts', import.meta.url), document))
}
