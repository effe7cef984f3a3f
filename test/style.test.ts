import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** Style as a test: the rules of the house that no linter knows. */
const ROOT = path.resolve(import.meta.dirname, '..')
const PRODUCT = [
  'base',
  'protocol',
  'adapters',
  'watch',
  'store',
  'evaluator',
  'registry',
  'broker',
  'ingest',
  'alerts',
  'api',
  'firmware-sim',
  'commands',
  'console',
]
/** By a tool of ours. */
const BUILT_OR_WRITTEN = /^console\/(dist\/|service\/contract\.d\.ts$)/
const FILE_LINES_MAX = 300
const FILE_LINES_MEDIAN_MAX = 100
const FUNCTION_LINES_MAX = 70
const FUNCTION_LINES_MEDIAN_MAX = 10
const ENTRY_POINTS = [
  'main.ts',
  'firmware-sim/main.ts',
  'commands/back-test.ts',
  'commands/replay.ts',
  'commands/watchdog.ts',
  'bench/main.ts',
  'bench/menshen.ts',
  'bench/child.ts',
  'test/fault/short-lease.ts',
  'test/console/browser.ts',
  'test/peers/main.ts',
]

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.tsx?$/.test(it.name))
    .map((it) => path.relative(ROOT, path.join(it.parentPath, it.name)))
    .filter((name) => !BUILT_OR_WRITTEN.test(name))
}

interface Source {
  readonly name: string
  readonly text: string
  readonly tree: ts.SourceFile
}

function read(name: string): Source {
  const text = readFileSync(path.join(ROOT, name), 'utf8')
  return { name, text, tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true) }
}

const product = ['main.ts', ...PRODUCT.flatMap(filesIn)].map(read)
const tests = [...filesIn('test'), ...filesIn('bench')].map(read)

function nodesOf(source: Source): readonly ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return nodes
}

const place = (source: Source, node: ts.Node): string =>
  `${source.name}:${source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`

const found = (sources: readonly Source[], wrong: (node: ts.Node) => boolean): readonly string[] =>
  sources.flatMap((source) =>
    nodesOf(source)
      .filter(wrong)
      .map((node) => place(source, node)),
  )

const linesOf = (text: string): number => text.trimEnd().split('\n').length

function functionLines(): readonly { place: string; lines: number }[] {
  return product.flatMap((source) =>
    nodesOf(source)
      .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
      .map((node) => ({ place: place(source, node), lines: linesOf(node.getText()) })),
  )
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

const isConst = (type: ts.TypeNode): boolean => type.getText() === 'const'

describe('the style of the house', () => {
  test('no `as` but `as const`, no `any`, no `!`', () => {
    const wrong = (node: ts.Node): boolean =>
      (ts.isAsExpression(node) && !isConst(node.type)) ||
      ts.isNonNullExpression(node) ||
      node.kind === ts.SyntaxKind.AnyKeyword ||
      ts.isTypeAssertionExpression(node)
    expect(found([...product, ...tests], wrong)).toEqual([])
  })

  test('files are short, and most are very short', () => {
    const lengths = product.map((it) => ({ name: it.name, lines: linesOf(it.text) }))
    expect(lengths.filter((it) => it.lines > FILE_LINES_MAX)).toEqual([])
    expect(median(lengths.map((it) => it.lines))).toBeLessThanOrEqual(FILE_LINES_MEDIAN_MAX)
  })

  test('functions are short, and most are very short', () => {
    const lengths = functionLines()
    expect(lengths.filter((it) => it.lines > FUNCTION_LINES_MAX)).toEqual([])
    expect(median(lengths.map((it) => it.lines))).toBeLessThanOrEqual(FUNCTION_LINES_MEDIAN_MAX)
  })

  test('no folder or file is called after nothing', () => {
    const vague = /(^|\/)(utils?|common|helpers?|misc|index)(\.tsx?|\/)/
    expect([...product, ...tests].map((it) => it.name).filter((it) => vague.test(it))).toEqual([])
  })

  test('no file only passes on what others export', () => {
    const barrels = product.filter(
      (it) => it.tree.statements.length > 0 && it.tree.statements.every(ts.isExportDeclaration),
    )
    expect(barrels.map((it) => it.name)).toEqual([])
  })

  test('the environment is read where things are built, and nowhere else', () => {
    const sources = [...product, ...tests].filter((it) => !ENTRY_POINTS.includes(it.name))
    expect(found(sources, readsEnvironment)).toEqual([])
  })

  test('only entry points and reports print', () => {
    const printing = (node: ts.Node): boolean =>
      ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console'
    const silent = product.filter((it) => !/(^|\/)main\.ts$|cli|-report\.ts$|progress/.test(it.name))
    expect(found(silent, printing)).toEqual([])
  })

  test('tests neither sleep nor skip', () => {
    const sources = tests.filter((it) => it.name.startsWith('test/'))
    expect(found(sources, (node) => skips(node) || sleeps(node))).toEqual([])
  })
})

/** `process.env`, also when it is taken out of `process` by destructuring. */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === 'process.env'
  if (!ts.isVariableDeclaration(node) || node.initializer?.getText() !== 'process') return false
  return ts.isObjectBindingPattern(node.name) && node.name.elements.some((it) => /^env\b/.test(it.getText()))
}

const SKIPS = /^(skip|only|todo|fails|skipIf|runIf)$/

/** `test.skip`, `test.concurrent.only`, `describe.skipIf(…)`, and `skip()` of a test's own context. */
function skips(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || !SKIPS.test(node.name.text)) return false
  const ofVitest = /^(it|test|describe|suite)\b/.test(node.expression.getText())
  return ofVitest || (node.name.text === 'skip' && ts.isCallExpression(node.parent) && ts.isIdentifier(node.expression))
}

const SLEEP_MS_MIN = 20

/** A fixed wait inside a promise, or one of `timers/promises`; a timer that only guards a limit is not a sleep. */
function sleeps(node: ts.Node): boolean {
  if (ts.isStringLiteral(node)) return /^(node:)?timers\/promises$/.test(node.text) && !ts.isExpression(node.parent)
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'setTimeout') return false
  if (!(Number(node.arguments[1]?.getText().replaceAll('_', '')) >= SLEEP_MS_MIN)) return false
  const [done] = node.arguments
  return done !== undefined && (ts.isIdentifier(done) || resolvesOnly(done))
}

/** `() => resolve()`: a callback whose whole body is one call of a plain name. */
function resolvesOnly(callback: ts.Expression): boolean {
  if (!ts.isArrowFunction(callback)) return false
  return ts.isCallExpression(callback.body) && ts.isIdentifier(callback.body.expression)
}
