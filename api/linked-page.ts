import { type Html, html } from './html.ts'

interface LinkedPage {
  readonly title: string
  readonly content: Html
  /** Which page it is: its style sheet's name. */
  readonly style: 'acknowledge' | 'resident'
  readonly className: string
}

interface Texts {
  readonly language: string
  readonly name: string
}

/** A page that a link leads to: without a script, and with nothing from anywhere else. */
export function linkedPage(texts: Texts, { title, content, style, className }: LinkedPage): string {
  return html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} · ${texts.name}</title>
<link rel="icon" href="../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../${style}.css">
</head>
<body>
<header class="bar"><p class="name">${texts.name}</p></header>
<main class="${className}">
${content}
</main>
</body>
</html>
`.text
}
