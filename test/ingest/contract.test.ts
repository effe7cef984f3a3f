import { describe } from 'vitest'
import { contract } from './contract.ts'
import { openWayIn } from './way-in.ts'

describe('over our own broker', () => contract(() => openWayIn({})))
