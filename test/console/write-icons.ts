import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './browser.ts'

// npm run icons: writes the picture of console/public/icon.svg in the sizes that phones want, as PNG.

const PUBLIC = fileURLToPath(new URL('../../console/public/', import.meta.url))
const GROUND = '#1f5f8b'
/** What is maskable is cut to a circle of four fifths; Apple cuts corners, and shows what is transparent as black. */
const ICONS = [
  { name: 'icon-192.png', side: 192, share: 1, ground: 'transparent' },
  { name: 'icon-512.png', side: 512, share: 1, ground: 'transparent' },
  { name: 'icon-maskable-512.png', side: 512, share: 0.62, ground: GROUND },
  { name: 'icon-180.png', side: 180, share: 0.8, ground: '#f4f6f8' },
] as const

const picture = (await readFile(`${PUBLIC}icon.svg`)).toString('base64')
const browser = await launchBrowser()
for (const { name, side, share, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: side, height: side } })
  await page.setContent(`<body style="margin:0;height:${side}px;display:grid;place-items:center;background:${ground}">
    <img style="width:${side * share}px" src="data:image/svg+xml;base64,${picture}" /></body>`)
  await page.locator('img').evaluate('(image) => image.decode()')
  await page.screenshot({ path: `${PUBLIC}${name}`, omitBackground: true })
  await page.close()
}
await browser.close()
