import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8')

/** Metrics that the code registers, by the names written there, and prom-client's own. */
function registered(): readonly string[] {
  const sources = ['broker', 'ingest', 'alerts', 'api'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((it) => it.endsWith('.ts'))
      .map((it) => read(`${folder}/${it}`)),
  )
  return [...sources.join('\n').matchAll(/'(menshen_[a-z_]+)'/g)].map(([, name = '']) => name)
}

describe('what production is given', () => {
  test('every metric on the board is one that the code counts', () => {
    const board: { panels: { targets: { expr: string }[] }[] } = JSON.parse(read('ops/grafana/boards/menshen.json'))
    const used = board.panels
      .flatMap((panel) => panel.targets)
      .flatMap((target) => target.expr.match(/menshen_[a-z_]+/g) ?? [])
    const known = registered()
    expect(used.length).toBeGreaterThan(5)
    expect(used.map((name) => name.replace(/_bucket$/, '')).filter((name) => !known.includes(name))).toEqual([])
  })

  test('the compose file is whole: every volume, folder and image is named, and no secret has a default', () => {
    const compose: {
      services: Record<string, { volumes?: string[]; image?: string; build?: string }>
      volumes: object
    } = parse(read('docker-compose.yml'))
    expect(Object.keys(compose.services)).toEqual(['database', 'menshen', 'prometheus', 'grafana'])
    for (const { volumes = [], image, build } of Object.values(compose.services)) {
      expect(image?.includes(':') || build).toBeTruthy()
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('./'))
          expect(readdirSync(path.join(ROOT, path.dirname(from)))).toContain(path.basename(from))
        else expect(compose.volumes).toHaveProperty(from)
      }
    }
    expect(read('docker-compose.yml')).toMatch(/POSTGRES_PASSWORD:\?/)
  })

  test('the image holds every folder of the product', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (\S+) \1$/gm)].map(([, name]) => name)
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((it) => it.isDirectory() && !it.name.startsWith('.'))
      .map((it) => it.name)
    expect(copied.toSorted()).toEqual(
      folders.filter((it) => !['node_modules', 'test', 'bench', 'docs', 'ops'].includes(it)).toSorted(),
    )
  })
})
