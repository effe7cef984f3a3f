import path from 'node:path'
import vm from 'node:vm'
import ts from 'typescript'
import { ROOT, textOf } from './source-tree.ts'

/** Modules by the path that a file imports them by (resolved from the root), or by their package's name. */
type Modules = ReadonlyMap<string, unknown>

interface Loader {
  /** Runs a file, and what it imports of the changing folders, from their texts; `changed` replaces one of them. */
  load(entry: string, changed?: { readonly file: string; readonly text: string }): Record<string, unknown>
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2024,
  allowImportingTsExtensions: true,
}

/**
 * A small module loader of our own: Node's keeps what it has loaded, and each mutant needs the tests and all of the
 * watch anew. Files that do not change are compiled once; what is outside the changing folders is loaded once by Node.
 */
export async function testLoader(files: readonly string[], given: Modules): Promise<Loader> {
  const scripts = new Map(files.map((file) => [file, compiled(file, textOf(file))]))
  const outside = new Map(given)
  for (const name of importsOf(files)) {
    if (scripts.has(name) || outside.has(name)) continue
    outside.set(name, await import(name.endsWith('.ts') ? path.join(ROOT, name) : name))
  }
  return {
    load(entry, changed) {
      const loaded = new Map<string, Record<string, unknown>>()
      const load = (file: string): Record<string, unknown> => {
        const known = loaded.get(file)
        if (known !== undefined) return known
        const exported: Record<string, unknown> = {}
        loaded.set(file, exported)
        const script = file === changed?.file ? compiled(file, changed.text) : scripts.get(file)
        if (script === undefined) throw new Error(`${file} is not one of the files`)
        const required = (specifier: string): unknown => {
          const name = resolved(file, specifier)
          return outside.get(name) ?? load(name)
        }
        call(script.runInThisContext(), exported, required)
        return exported
      }
      return load(entry)
    },
  }
}

function compiled(file: string, text: string): vm.Script {
  const { outputText } = ts.transpileModule(text, { compilerOptions: OPTIONS, fileName: file })
  return new vm.Script(`(function (exports, require) {${outputText}\n})`, { filename: path.join(ROOT, file) })
}

function call(run: unknown, ...given: readonly unknown[]): void {
  if (typeof run !== 'function') throw new Error('a module is a function')
  Reflect.apply(run, undefined, given)
}

/** The files that a file comes to by its imports, itself among them. */
export function reachedFrom(entry: string, files: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file) || !files.includes(file)) return
    reached.add(file)
    for (const imported of importsOf([file])) visit(imported)
  }
  visit(entry)
  return reached
}

function importsOf(files: readonly string[]): readonly string[] {
  const names = files.flatMap((file) =>
    ts.preProcessFile(textOf(file)).importedFiles.map((it) => resolved(file, it.fileName)),
  )
  return [...new Set(names)]
}

function resolved(file: string, specifier: string): string {
  return specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier
}
