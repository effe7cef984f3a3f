import type { Locator } from 'playwright-core'
import decodeQR from 'qr/decode.js'

/** What the QR code says that is drawn within an element. */
export async function readDrawnCode(within: Locator): Promise<string> {
  const side = Number((await within.locator('svg').getAttribute('viewBox'))?.split(' ')[2])
  return readPath((await within.locator('svg path').getAttribute('d')) ?? '', side)
}

const MODULE_PIXELS = 4

/** Reads the code that a label's path draws, a square for each dark module. */
function readPath(drawn: string, side: number): string {
  const width = side * MODULE_PIXELS
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y] of drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < MODULE_PIXELS; dy++) {
      const from = ((Number(y) * MODULE_PIXELS + dy) * width + Number(x) * MODULE_PIXELS) * 4
      for (let at = from; at < from + MODULE_PIXELS * 4; at++) if (at % 4 !== 3) data[at] = 0
    }
  }
  return decodeQR({ width, height: width, data })
}
