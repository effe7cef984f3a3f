import { strFromU8, unzipSync } from 'fflate'

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** The cells of each sheet of a workbook of ours, by the sheet's name. */
export function readXlsxRows(bytes: Buffer): ReadonlyMap<string, readonly (readonly (string | number)[])[]> {
  const parts = unzipSync(bytes)
  const textOf = (name: string): string => strFromU8(parts[name] ?? new Uint8Array())
  const names = [...textOf('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, it = '']) => it)
  return new Map(
    names.map((name, n) => {
      const rows = [...textOf(`xl/worksheets/sheet${n + 1}.xml`).matchAll(/<row [^>]*>(.*?)<\/row>/g)]
      return [
        name,
        rows.map(([, row = '']) => [...row.matchAll(/<c [^>]*>(.*?)<\/c>/g)].map(([, it = '']) => cellOf(it))),
      ]
    }),
  )
}

function cellOf(cell: string): string | number {
  const number = /<v>(.*)<\/v>/.exec(cell)?.[1]
  if (number !== undefined) return Number(number)
  return (/<t[^>]*>(.*)<\/t>/.exec(cell)?.[1] ?? '').replaceAll(/&\w+;/g, (it) => ENTITIES[it] ?? it)
}
