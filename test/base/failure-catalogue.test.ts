import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FAILURES } from '../../base/failure-catalogue.ts'

test('docs/errors.md lists every failure with its status and sentence, and no other', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/errors.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `([^`]+)` \| (\d+) \| (.*) \|$/gm)].map(([, code, status, message]) => ({
    code,
    status: Number(status),
    message,
  }))
  const failures = Object.entries(FAILURES).map(([code, { status, message }]) => ({ code, status, message }))
  expect(rows.toSorted(byCode)).toEqual(failures.toSorted(byCode))
})

function byCode(a: { code: string | undefined }, b: { code: string | undefined }): number {
  return `${a.code}` < `${b.code}` ? -1 : 1
}
