// Imports go downward only, and siblings never import each other (ARCHITECTURE.md).
const LAYERS = [
  ['base'],
  ['protocol'],
  ['adapters'],
  ['watch', 'store'],
  ['evaluator'],
  ['registry'],
  ['broker', 'ingest', 'alerts', 'api', 'firmware-sim', 'console'],
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
      to: { path: `${notIn(forbidden)}|^main\\.ts$` },
    }
  }),
)

module.exports = {
  forbidden: [
    ...borders,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'broker-knows-no-database',
      severity: 'error',
      from: { path: '^broker/' },
      to: { path: '^(store|watch|evaluator|registry)/|^node_modules/pg/' },
    },
    {
      name: 'pure-folders-do-no-io',
      severity: 'error',
      from: { path: '^(watch|adapters|protocol)/' },
      to: {
        path: '^(fs|net|http|https|tls|dgram|child_process|worker_threads|node:fs|node:net)|^node_modules/(pg|mqtt|aedes|fastify)/',
      },
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
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
}
