import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { CHANNELS } from '../store/contact-point.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8')

/** Metrics that the code registers, by the names written there, and prom-client's own. */
function registered(): readonly string[] {
  const sources = ['broker', 'ingest', 'alerts', 'api', 'canary'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((it) => it.endsWith('.ts'))
      .map((it) => read(`${folder}/${it}`)),
  )
  const process = new Registry()
  collectDefaultMetrics({ register: process })
  const own = [...sources.join('\n').matchAll(/'(menshen_[a-z_]+)'/g)].map(([, name = '']) => name)
  return [...own, ...process.getMetricsAsArray().map((it) => it.name)]
}

/** What a reader has to set: the names of base/config.ts. */
const settings = [...read('base/config.ts').matchAll(/^ {2}(DATABASE_URL|MENSHEN_[A-Z_]+):/gm)].map(([, it = '']) => it)

describe('what production is given', () => {
  test('every metric on the board is one that the code counts', () => {
    const board: { panels: { targets: { expr: string }[] }[] } = JSON.parse(read('ops/grafana/boards/menshen.json'))
    const used = board.panels
      .flatMap((panel) => panel.targets)
      .flatMap((target) => target.expr.match(/\b(menshen|nodejs|process)_[a-z0-9_]+/g) ?? [])
    const known = registered()
    expect(used.length).toBeGreaterThan(5)
    expect(
      used.map((name) => name.replace(/_(bucket|sum|count)$/, '')).filter((name) => !known.includes(name)),
    ).toEqual([])
  })

  test('Prometheus asks the service that compose names, and Grafana asks Prometheus', () => {
    const { scrape_configs: jobs }: { scrape_configs: { static_configs: { targets: string[] }[] }[] } = parse(
      read('ops/prometheus.yml'),
    )
    expect(jobs.flatMap((job) => job.static_configs.flatMap((it) => it.targets))).toEqual(['menshen:8080'])
    const { datasources }: { datasources: { uid: string; url: string }[] } = parse(
      read('ops/grafana/provisioning/datasources/prometheus.yml'),
    )
    expect(datasources).toMatchObject([{ uid: 'prometheus', url: 'http://prometheus:9090' }])
  })

  test('every setting is in both READMEs, and what compose sets and .env.example offers exists', () => {
    expect(settings.length).toBeGreaterThan(20)
    for (const name of ['README.md', 'README.zh-CN.md'])
      expect(settings.filter((it) => !read(name).includes(`\`${it}\``))).toEqual([])
    const compose = read('docker-compose.yml')
    const offered = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, it = '']) => it)
    expect(offered.filter((it) => !compose.includes(`\${${it}:`))).toEqual([])
    const set = compose.match(/MENSHEN_[A-Z_]+/g) ?? []
    expect(set.filter((it) => !settings.includes(it))).toEqual([])
  })

  test('every channel has a row that says how to set it up, and every setting of theirs is in one', () => {
    const [, channels = ''] = read('docs/operations.md').split(/^## Channels$/m)
    const [table = ''] = channels.split(/^###? /m)
    const rows = [...table.matchAll(/^\| `([a-z_]+)`.*$/gm)]
    expect(rows.map(([, channel]) => channel)).toEqual(CHANNELS)
    for (const [row] of rows) expect(row.split('|').slice(1, -1)).toHaveLength(8)
    const theirs = /^MENSHEN_(SMTP|MAIL|ALIBABA|SMS|VOICE|WEB_PUSH)_/
    const trials = ['MENSHEN_ALIBABA_SMS_ENDPOINT', 'MENSHEN_ALIBABA_VOICE_ENDPOINT']
    const needed = settings.filter((it) => theirs.test(it) && !trials.includes(it))
    expect(needed.filter((it) => !rows.some(([row]) => row.includes(`\`${it}\``)))).toEqual([])
  })

  test('the compose file is whole: every volume, folder and image is named, and no secret has a default', () => {
    const compose: {
      services: Record<string, { volumes?: string[]; image?: string; build?: string; extends?: { service: string } }>
      volumes: object
    } = parse(read('docker-compose.yml'), { logLevel: 'error' })
    expect(Object.keys(compose.services)).toEqual([
      ...['database', 'menshen', 'worker-2', 'emqx', 'watchdog', 'prometheus', 'grafana'],
    ])
    for (const { volumes = [], image, build, extends: base } of Object.values(compose.services)) {
      expect(image?.includes(':') || build || base?.service === 'menshen').toBeTruthy()
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('./'))
          expect(readdirSync(path.join(ROOT, path.dirname(from)))).toContain(path.basename(from))
        else expect(compose.volumes).toHaveProperty(from)
      }
    }
    expect(read('docker-compose.yml')).toMatch(/POSTGRES_PASSWORD:\?/)
  })

  test('the image holds every folder of the product, and builds its pages from all that they take', () => {
    const [pages = '', service = ''] = read('Dockerfile')
      .split(/^FROM /m)
      .slice(1)
    const copiedIn = (stage: string) => [...stage.matchAll(/^COPY (\S+) \1$/gm)].map(([, name]) => name).toSorted()
    const taken = readdirSync(path.join(ROOT, 'console'), { recursive: true, encoding: 'utf8' })
      .filter((it) => /\.tsx?$/.test(it) && !it.startsWith('dist'))
      .flatMap((it) =>
        [...read(`console/${it}`).matchAll(/from '(\.[^']+)'/g)].map(([, from = '']) =>
          path.join('console', path.dirname(it), from),
        ),
      )
      .map((it) => it.split(path.sep)[0])
    expect(copiedIn(pages)).toEqual([...new Set(['console', ...taken])].toSorted())
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((it) => it.isDirectory() && !it.name.startsWith('.'))
      .map((it) => it.name)
    const built = ['node_modules', 'test', 'bench', 'docs', 'ops', 'console']
    expect(copiedIn(service)).toEqual(folders.filter((it) => !built.includes(it)).toSorted())
  })
})
