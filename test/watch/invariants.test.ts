import { test } from 'vitest'
import { INVARIANTS, tryInvariant } from './invariants.ts'

const CASES = 1000

test.each(INVARIANTS)('$name', (invariant) => tryInvariant(invariant, CASES), 120_000)
