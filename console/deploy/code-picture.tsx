import encodeQR from 'qr'
import { useMemo } from 'react'

/** A QR code of a text; `name` is what it is called where it cannot be seen. */
export function CodePicture({ text, name }: { readonly text: string; readonly name: string }) {
  const { size, path } = useMemo(() => pictureOf(text), [text])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name}>
      <rect width={size} height={size} className="label-ground" />
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}

/** Modules as one path, with the quiet zone of four modules that ISO/IEC 18004 asks for. */
function pictureOf(text: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size: rows.length, path }
}
