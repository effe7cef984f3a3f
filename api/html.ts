/** Markup that is safe to send. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A template whose values are text, which is escaped, or markup, which is not; null is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | null)[]): Html {
  return new Html(parts.map((part, i) => part + markupOf(values[i] ?? null)).join(''))
}

/** One after another, each on a line of its own. */
export function joined(parts: readonly Html[]): Html {
  return new Html(parts.map((it) => it.text).join('\n'))
}

function markupOf(value: string | Html | null): string {
  if (value === null) return ''
  return value instanceof Html ? value.text : escaped(value)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (it) => ENTITIES[it] ?? '')
}
