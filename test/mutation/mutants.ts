import ts from 'typescript'

/** One small wrong change of a source file: the text in `[start, end)` becomes `becomes`. */
export interface Mutant {
  readonly file: string
  readonly line: number
  /** The nearest named thing around it. */
  readonly within: string
  readonly start: number
  readonly end: number
  readonly was: string
  readonly becomes: string
  /** A change that the compiler accepts whatever stands around it need not be shown to it. */
  readonly keepsTypes: boolean
}

/** Texts shown to people are not mutated, only what chooses among them. */
const TEXTS = 'watch/sentences.ts'

interface Change {
  readonly node: ts.Node
  readonly becomes: string
  readonly keepsTypes?: boolean
}

/** All mutants of a file, in the order of the text. `file` is its path from the root, `tree` its tree in a program. */
export function mutantsOf(file: string, tree: ts.SourceFile, checker: ts.TypeChecker): readonly Mutant[] {
  const mutants: Mutant[] = []
  const visit = (node: ts.Node): void => {
    if (isOfTypesOnly(node)) return
    for (const { node: changed, becomes, keepsTypes = false } of changesOf(node, checker, file === TEXTS)) {
      const start = changed.getStart(tree)
      const line = tree.getLineAndCharacterOfPosition(start).line + 1
      const was = changed.getText(tree)
      mutants.push({ file, line, within: nameAround(changed), start, end: changed.end, was, becomes, keepsTypes })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return mutants
}

export function mutated(text: string, { start, end, becomes }: Mutant): string {
  return text.slice(0, start) + becomes + text.slice(end)
}

function isOfTypesOnly(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  )
}

function nameAround(node: ts.Node): string {
  for (let around: ts.Node | undefined = node.parent; around !== undefined; around = around.parent)
    if (isNamed(around) && around.name !== undefined) return around.name.getText()
  return 'the file'
}

const isNamed = (node: ts.Node) =>
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isPropertyAssignment(node) ||
  ts.isVariableDeclaration(node)

function changesOf(node: ts.Node, checker: ts.TypeChecker, isTexts: boolean): readonly Change[] {
  if (ts.isBinaryExpression(node)) return ofOperator(node)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ node, becomes: node.operand.getText() }]
  if (ts.isIfStatement(node)) return forced(node.expression)
  if (ts.isConditionalExpression(node)) return forced(node.condition)
  if (ts.isNumericLiteral(node)) return ofNumber(node)
  if (ts.isCallExpression(node)) return ofCall(node)
  if (ts.isExpressionStatement(node)) return [{ node, becomes: '{}' }]
  if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.parent)) return [{ node, becomes: '...[]' }]
  if (ts.isCaseClause(node)) return node.statements.length === 0 ? [] : [{ node, becomes: '' }]
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, becomes: 'false' }]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, becomes: 'true' }]
  return ts.isStringLiteral(node) && !isTexts ? ofString(node, checker) : []
}

/** What stands for another; the second of two is the inversion. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '+=': ['-='],
  '-=': ['+='],
}
const KEEP_TYPES = /^[<>]=?$|^[-+*/]$/

function ofOperator(node: ts.BinaryExpression): readonly Change[] {
  const left = node.left.getText()
  const right = node.right.getText()
  const operator = node.operatorToken.getText()
  if (operator === '??') return [left, right].map((side) => ({ node, becomes: `(${side})` }))
  const isAssignment = ts.isIdentifier(node.left) && operator.endsWith('=') && ts.isExpressionStatement(node.parent)
  return (OPERATORS[operator] ?? []).map((other) => ({
    node,
    becomes: isAssignment ? `${left} ${other} ${right}` : `((${left}) ${other} (${right}))`,
    keepsTypes: KEEP_TYPES.test(operator),
  }))
}

function forced(condition: ts.Expression): readonly Change[] {
  return ['true', 'false'].map((becomes) => ({ node: condition, becomes }))
}

/** What stands in for nothing (`?? 0`) is no limit; a length that is compared with less than nothing is a forced branch. */
function ofNumber(node: ts.NumericLiteral): readonly Change[] {
  const { parent } = node
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return []
  const isOfLength = ts.isBinaryExpression(parent) && /\.(length|size)$/.test(parent.left.getText())
  const value = Number(node.text)
  return [value + 1, value - 1]
    .filter((it) => it >= 0 || !isOfLength)
    .map((it) => ({ node, becomes: it < 0 ? `(${it})` : String(it) }))
}

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
}

function ofCall(node: ts.CallExpression): readonly Change[] {
  const { expression: called } = node
  if (!ts.isPropertyAccessExpression(called)) return []
  const changes: Change[] = []
  const other = METHODS[called.name.text]
  const isOfSchema = other !== undefined && /^m/.test(other) && called.expression.getText() !== 'Math'
  if (other !== undefined && !isOfSchema) changes.push({ node: called.name, becomes: other })
  if (called.name.text === 'filter') changes.push({ node, becomes: called.expression.getText() })
  return changes
}

/** A literal where others are allowed becomes the next of them; in a list it is left out. */
function ofString(node: ts.StringLiteral, checker: ts.TypeChecker): readonly Change[] {
  const context = checker.getContextualType(node)
  if (context === undefined || !context.isUnion()) return []
  const allowed = context.types.flatMap((it) => (it.isStringLiteral() ? [it.value] : []))
  const place = allowed.indexOf(node.text)
  const other = allowed[(place + 1) % allowed.length]
  if (place === -1 || other === undefined || other === node.text) return []
  if (ts.isArrayLiteralExpression(node.parent)) return [{ node, becomes: '...[]' }]
  return [{ node, becomes: `'${other}'` }]
}
