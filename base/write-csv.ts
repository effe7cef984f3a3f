/**
 * What spreadsheet programs may take for a formula when they open it (OWASP, CSV injection); also behind apostrophes, so
 * that whoever reads it back takes away the one that was put before it and no other.
 */
export const MAY_EVALUATE = /^'*[=+\-@\t\r\n＝＋－＠]/

/**
 * A table as Excel opens it in any language (RFC 4180, UTF-8 with its mark). A text that could be taken for a formula
 * begins with an apostrophe, which makes it text.
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`
}

function cellText(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && MAY_EVALUATE.test(value) ? `'${value}` : String(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
