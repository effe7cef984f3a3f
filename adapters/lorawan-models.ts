import { tbdw100 } from './browan-tbdw100.ts'
import { lds02 } from './dragino-lds02.ts'
import { lds03a } from './dragino-lds03a.ts'
import type { LorawanDecoder } from './lorawan-frame.ts'
import { em300mcs, ws301 } from './milesight.ts'
import { r311a } from './netvox-r311a.ts'

/** Whose bytes we read. The bytes alone do not tell the maker: the same fPort and record mean other things elsewhere. */
const MODELS: readonly { readonly model: string; readonly named: RegExp; readonly decode: LorawanDecoder }[] = [
  { model: 'WS301', named: /\bWS[-_ ]?301\b/i, decode: ws301 },
  { model: 'EM300-MCS', named: /\bEM300[-_ ]?MCS\b/i, decode: em300mcs },
  { model: 'LDS02', named: /\bLDS[-_ ]?02\b/i, decode: lds02 },
  { model: 'LDS03A', named: /\bL?DS[-_ ]?03A\b(?![-_ ]?NB)/i, decode: lds03a },
  { model: 'R311A', named: /\bR311A\b/i, decode: r311a },
  { model: 'TBDW100', named: /\bTBDW[-_ ]?100\b/i, decode: tbdw100 },
]

export interface LorawanModel {
  readonly model: string
  readonly decode: LorawanDecoder
}

/** The first of these names, such as a tag and a device profile's, that has a known model in it. */
export function lorawanModel(names: readonly (string | null)[]): LorawanModel | null {
  for (const name of names) {
    const found =
      name === null ? undefined : MODELS.find((it) => it.named.test(name.slice(0, 100).replaceAll('_', '-')))
    if (found !== undefined) return found
  }
  return null
}
