export interface Bar {
  readonly what: string
  readonly load: string
  readonly figures: { readonly perSecond: number }
}

const ROW_PX = 28
const LABEL_PX = 330
const BAR_PX = 460

/** Horizontal bars, one per measurement, with the figure at their end. */
export function chart(bars: readonly Bar[]): string {
  const most = Math.max(...bars.map((it) => it.figures.perSecond))
  const rows = bars.map((it, index) => {
    const y = 50 + index * ROW_PX
    const width = (it.figures.perSecond / most) * BAR_PX
    const fill = it.what === 'bare aedes' ? '#8c8c8c' : '#1668dc'
    return `<text x="${LABEL_PX - 10}" y="${y + 14}" text-anchor="end">${it.what}, ${it.load}</text>
<rect x="${LABEL_PX}" y="${y}" width="${width.toFixed(1)}" height="18" fill="${fill}"/>
<text x="${(LABEL_PX + width + 6).toFixed(1)}" y="${y + 14}">${Math.round(it.figures.perSecond)}</text>`
  })
  const height = 70 + bars.length * ROW_PX
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${height}" font-family="sans-serif" font-size="13">
<rect width="900" height="${height}" fill="white"/>
<text x="20" y="28" font-size="16">Acknowledged messages per second</text>
${rows.join('\n')}
</svg>
`
}
