import { createHash } from 'node:crypto'
import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type BoardDay, type BoardHousehold, listBoardHouseholds, readBoardDay } from '../store/board.ts'
import { type DoorView, householdCoverage, householdState } from '../watch/door-view.ts'
import type { ApiDeps } from './deps.ts'

/** What one screen can show; a larger area shows its first households and says so. */
export const BOARD_HOUSEHOLDS_MAX = 1000
/** A board this young is everybody's who asks for it meanwhile. */
const BOARD_MS = 200
const BOARDS_MAX = 100

export interface BoardCell extends BoardHousehold {
  readonly state: DoorView['state']
  /** When the open door opened, or since when nothing is known of it; null when it is closed. */
  readonly since: Instant | null
  /** In whole hundredths, never more than is proved; null without a door under an order. */
  readonly coverage: number | null
}

export interface Board {
  /** Names all of the content: the same content has the same version. */
  readonly version: string
  readonly isCut: boolean
  readonly day: BoardDay
  readonly households: readonly BoardCell[]
}

/** Reads areas' boards. Screens ask often and for the same ones, so what one is told holds for the others for a moment. */
export class BoardReader {
  readonly #deps: Pick<ApiDeps, 'pool' | 'clock' | 'doorsOf'>
  readonly #boards = new Map<AreaId, { readonly at: Instant; readonly board: Promise<Board> }>()

  constructor(deps: Pick<ApiDeps, 'pool' | 'clock' | 'doorsOf'>) {
    this.#deps = deps
  }

  /** The area is one that the caller may see. */
  read(area: AreaId): Promise<Board> {
    const now = this.#deps.clock()
    const young = this.#boards.get(area)
    if (young !== undefined && now >= young.at && now - young.at < BOARD_MS) return young.board
    if (this.#boards.size >= BOARDS_MAX) this.#boards.clear()
    const board = this.#readNow(area, now)
    this.#boards.set(area, { at: now, board })
    board.catch(() => this.#boards.delete(area))
    return board
  }

  async #readNow(area: AreaId, now: Instant): Promise<Board> {
    const { pool, doorsOf } = this.#deps
    const found = await listBoardHouseholds(pool, area, now, BOARD_HOUSEHOLDS_MAX + 1)
    const homes = found.slice(0, BOARD_HOUSEHOLDS_MAX)
    const ids = homes.map((it) => it.id)
    const [doors, day] = await Promise.all([doorsOf(pool, ids, now), readBoardDay(pool, area, ids, now)])
    const households = homes.map((it) => cellOf(it, doors.get(it.id) ?? []))
    const content = { isCut: found.length > homes.length, day, households }
    return { version: versionOf(content), ...content }
  }
}

function cellOf(home: BoardHousehold, views: readonly DoorView[]): BoardCell {
  const doors = home.order === 'active' ? views : []
  const state = householdState(doors)
  const since = doors.filter((it) => it.state === state && state !== 'closed').map((it) => it.since)
  const coverage = householdCoverage(doors)
  return {
    ...home,
    state,
    since: since.length === 0 ? null : Math.min(...since),
    coverage: coverage === null ? null : Math.floor(coverage * 100) / 100,
  }
}

function versionOf(content: Omit<Board, 'version'>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)
}
