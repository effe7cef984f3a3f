import type { Budget } from '../store/gather-digests.ts'

/**
 * Of what is not critical, for a contact point: six in five minutes is what a person still takes in one by one, and with the
 * critical ones leaves a group robot, which takes twenty a minute, room for the digests of its areas. A minute gathers
 * what a power cut sends.
 */
export const BUDGET: Budget = { singlesMax: 6, perMs: 300_000, digestAfterMs: 60_000 }
