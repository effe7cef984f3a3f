import { type UnzipFileInfo, unzipSync } from 'fflate'
import { Unreadable } from './unreadable.ts'

/** What all that is read of a file may unpack to: 20,000 rows of sixteen columns are a third of it. */
export const INFLATED_BYTES_MAX = 64 * 1024 * 1024
/** Parts of a workbook, pictures and all. */
export const PARTS_MAX = 1000
/** Only the workbook's own words and its sheets are unpacked, no pictures, links or macros. */
const READ = /^xl\/(workbook|styles|sharedstrings)\.xml$|^xl\/_rels\/workbook\.xml\.rels$|^xl\/(.*\/)?sheet[^/]*\.xml$/i

/**
 * The parts of a workbook by their names in small letters. Sizes are counted as the archive's directory states them, and
 * nothing is unpacked past what it stated: a bomb is refused before it is lit, or cut short.
 * @throws Unreadable `damaged`, `no_workbook`, `too_large_inside`.
 */
export function openXlsx(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let total = 0
  let parts = 0
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    parts += 1
    if (parts > PARTS_MAX) throw new Unreadable('too_large_inside')
    if (!READ.test(name)) return false
    total += originalSize
    if (total > INFLATED_BYTES_MAX) throw new Unreadable('too_large_inside')
    return true
  }
  const files = new Map(
    Object.entries(unzip(bytes, filter)).map(([name, content]) => [name.toLowerCase(), content] as const),
  )
  if (!files.has('xl/workbook.xml')) throw new Unreadable('no_workbook')
  return files
}

function unzip(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('damaged')
  }
}
