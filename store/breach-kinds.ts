/** Alerts about what a door did, not about what a sensor or a roster did. On every screen these alone are red. */
export const BREACH_KINDS = [
  'unpermitted_opening',
  'opening_limit',
  'left_open',
  'permit_overrun',
  'missed_openings',
] as const
