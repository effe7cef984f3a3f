import ts from 'typescript'

/** Every address that the router's source knows, from `/`, with its parameters by name; `*` is any other. */
export function routePaths(source: string): readonly string[] {
  const tree = ts.createSourceFile('router.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const paths: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'path') paths.push(...pathsOf(node.initializer))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return [...new Set(paths.map((it) => (it.startsWith('/') ? it : `/${it}`)))].map((it) => it.replace('*', 'nowhere'))
}

/** A text, or one with a name that a list is gone through with: `['a', 'b'].map((name) => …)`. */
function pathsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (!ts.isTemplateExpression(node)) throw new Error(`what is the path ${node.getText()}?`)
  return listAround(node).map((it) =>
    node
      .getText()
      .slice(1, -1)
      .replace(/\$\{\w+\}/, it),
  )
}

function listAround(node: ts.Node): readonly string[] {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (!ts.isCallExpression(at) || !/\.map$/.test(at.expression.getText())) continue
    return [...at.expression.getText().matchAll(/'(\w+)'/g)].map(([, name = '']) => name)
  }
  throw new Error(`nothing goes through a list around ${node.getText()}`)
}
