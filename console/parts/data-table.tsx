import type { ReactNode } from 'react'

interface DataTableProps {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

/** A table that scrolls within itself where it is wider than the screen. */
export function DataTable({ name, columns, rows }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="scroll" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} data-key={key}>
              {cells.map((it, place) => (
                <td key={columns[place]}>{it}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
