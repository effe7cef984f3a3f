/** How well a sensor is heard. */
export const SIGNALS = ['good', 'fair', 'weak'] as const
export type Signal = (typeof SIGNALS)[number]

/**
 * Schneider Electric, EcoStruxure Panel Server user guide (DOCA0172EN-15), appendix C: good from -65 dBm up, average down
 * to -75 dBm, below that poor "with risk of outage".
 */
export const SIGNAL_GOOD_DBM_MIN = -65
export const SIGNAL_FAIR_DBM_MIN = -75

/** Null where the maker's sensors do not tell. */
export function signalOf(rssi: number | null): Signal | null {
  if (rssi === null) return null
  if (rssi >= SIGNAL_GOOD_DBM_MIN) return 'good'
  return rssi >= SIGNAL_FAIR_DBM_MIN ? 'fair' : 'weak'
}
