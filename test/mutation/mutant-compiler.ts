import path from 'node:path'
import ts from 'typescript'
import { type Mutant, mutated } from './mutants.ts'
import { compilerOptions, ROOT, textOf } from './source-tree.ts'

/**
 * Says whether the compiler refuses a mutant: nobody could commit such a change, so it is none. Only the changed file is
 * checked, and what it no longer uses is no reason.
 */
export function mutantCompiler(files: readonly string[]): (mutant: Mutant) => boolean {
  const options = compilerOptions()
  let changed: { file: string; text: string } | null = null
  let version = 0
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files.map((it) => path.join(ROOT, it)),
    getScriptVersion: (name) => (name === changed?.file ? String(version) : 'as it is'),
    getScriptSnapshot(name) {
      const text = name === changed?.file ? changed.text : ts.sys.readFile(name)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
  return (mutant) => {
    const file = path.join(ROOT, mutant.file)
    changed = { file, text: mutated(textOf(mutant.file), mutant) }
    version += 1
    return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].some(isRefusal)
  }
}

/** Code that is never reached is how a condition that is forced shows; the program would still run. */
const UNREACHABLE_CODE = 7027

function isRefusal({ category, code }: ts.Diagnostic): boolean {
  return category === ts.DiagnosticCategory.Error && code !== UNREACHABLE_CODE
}
