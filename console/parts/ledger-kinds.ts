import type { Area } from '../service/shapes.ts'

/** Where ledgers and stock are kept: a building's rows are in its community's. */
export const LEDGER_KINDS: readonly Area['kind'][] = ['city', 'district', 'street', 'community', 'compound']
