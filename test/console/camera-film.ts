import encodeQR from 'qr'

const [WIDTH, HEIGHT] = [640, 480]
const LIGHT = 220
const DARK = 30
const GREY = 128
const MODULE_PIXELS = 8

/**
 * What a camera sees that looks at a label: one frame of YUV4MPEG2, 4:2:0, which Chromium plays over and over as a fake
 * camera (`--use-file-for-fake-video-capture`).
 */
export function filmOfLabel(text: string): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const side = rows.length * MODULE_PIXELS
  const [left, top] = [(WIDTH - side) >> 1, (HEIGHT - side) >> 1]
  const luma = Buffer.alloc(WIDTH * HEIGHT, GREY)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isDark = rows[Math.floor(y / MODULE_PIXELS)]?.[Math.floor(x / MODULE_PIXELS)] ?? false
      luma[(top + y) * WIDTH + left + x] = isDark ? DARK : LIGHT
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  return Buffer.concat([header, frame, frame])
}
