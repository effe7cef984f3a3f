import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PERMISSIONS } from '../../api/permissions.ts'
import { ROUTES_WITHOUT_KEY } from '../../api/request-key.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const operation = z.object({
  parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().default(false) })).default([]),
})

describe('the documentation', () => {
  let fixture: ApiFixture
  beforeAll(async () => {
    fixture = await startApi()
  })
  afterAll(() => fixture.close())

  test('lists every route', async () => {
    const { paths } = document.parse((await fixture.api.inject('/api/docs/json')).json())
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(listed.filter((it) => it.includes('/api/v1/')).sort()).toEqual([...PERMISSIONS.keys()].sort())
  })

  test('lists the key of every POST that changes something, and of nothing else', async () => {
    const { paths } = document.parse((await fixture.api.inject('/api/docs/json')).json())
    const keyed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, it]) =>
          operation.parse(it).parameters.some((p) => p.in === 'header' && p.name === 'idempotency-key' && !p.required),
        )
        .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    const changes = [...PERMISSIONS.keys()].filter((it) => it.startsWith('POST ') && !ROUTES_WITHOUT_KEY.includes(it))
    expect(keyed.sort()).toEqual(changes.sort())
  })

  test('says that instants are date-times', async () => {
    const { body } = await fixture.api.inject('/api/docs/json')
    const order = JSON.parse(body).paths['/api/v1/orders']
    expect(order.post.requestBody.content['application/json'].schema.properties.startsAt).toMatchObject({
      type: 'string',
      format: 'date-time',
    })
    const shown = order.get.responses['200'].content['application/json'].schema.properties.orders.items.properties
    expect(shown.startsAt).toMatchObject({ type: 'string', format: 'date-time' })
  })

  test('runs no inline script', async () => {
    const page = await fixture.api.inject('/api/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self';")
    expect(page.body).not.toMatch(/<script>(?!\s*<)/)
  })
})
