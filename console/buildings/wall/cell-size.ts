import type { Elevation } from '../elevation.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const CELL_PX_MIN = 10
const CELL_PX_MAX = 96
/** What a building needs beside its cells: the floors' numbers and its walls; its name, its units' names and its ground. */
const ASIDE_PX = 70
const ABOVE_PX = 96
const GAP_PX = 24

/** The largest cell, in pixels, with which all buildings fit, filled row by row. */
export function cellSizeOf(elevations: readonly Elevation[], { width, height }: Size): number {
  for (let cell = CELL_PX_MAX; cell > CELL_PX_MIN; cell--) {
    if (heightOf(elevations, cell, width) <= height) return cell
  }
  return CELL_PX_MIN
}

function heightOf(elevations: readonly Elevation[], cell: number, width: number): number {
  let total = 0
  let rowWidth = 0
  let rowHeight = 0
  for (const { units, floors } of elevations) {
    const columns = units.reduce((sum, it) => sum + it.columns, 0)
    const wide = columns * (cell + 4) + ASIDE_PX
    if (wide > width) return Number.POSITIVE_INFINITY
    const high = floors.length * (cell + 4) + ABOVE_PX
    if (rowWidth > 0 && rowWidth + GAP_PX + wide > width) {
      total += rowHeight + GAP_PX
      rowWidth = 0
      rowHeight = 0
    }
    rowWidth += (rowWidth > 0 ? GAP_PX : 0) + wide
    rowHeight = Math.max(rowHeight, high)
  }
  return total + rowHeight
}
