import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startApi } from '../api/api-fixture.ts'
import { contractOf } from './contract.ts'

const PLACE = new URL('../../console/service/contract.d.ts', import.meta.url)

test("the pages are written against the API's present contract; after a change of it, run npm run contract", async () => {
  const fixture = await startApi()
  const { body } = await fixture.api.inject('/api/docs/json').finally(() => fixture.close())
  expect(await readFile(PLACE, 'utf8')).toBe(await contractOf(body))
})
