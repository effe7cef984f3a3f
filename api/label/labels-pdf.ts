import { Failure } from '../../base/failure.ts'
import { inThread } from '../pdf/in-thread.ts'
import type { LabelOrder, LabelsWritten } from './write-labels.ts'

const UIDS_TOLD_MAX = 20

/**
 * Written in a thread of its own. @throws Failure `request.contradictory` where the format is too small for the ids;
 * `request.too_many` while others are written.
 */
export async function labelsPdf(order: LabelOrder): Promise<{ readonly pdf: Buffer; readonly sheets: number }> {
  const said = await inThread<LabelsWritten>(new URL('./label-worker.ts', import.meta.url), order)
  if (said.kind === 'written') return { pdf: Buffer.from(said.pdf), sheets: said.sheets }
  const reason = 'the id does not fit on a label of this format; choose a larger one'
  const uids = said.uids.slice(0, UIDS_TOLD_MAX)
  throw new Failure('request.contradictory', { field: 'format', reason, sensors: said.uids.length, uids })
}
