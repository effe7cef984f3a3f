/** How long a kind of sensor may be quiet, in seconds. */
export interface SensorProfile {
  /** The reporting limit of a sensor about which nothing is learned yet. */
  readonly limitSeconds: number
  /** No tighter limit is learned, however often it speaks: a few lost messages are no silence. */
  readonly floorSeconds: number
  /** No looser limit is learned, however seldom it speaks: a sensor that fails slowly does not teach patience. */
  readonly ceilingSeconds: number
}

export const NATIVE_MODEL = 'native'
/** Of a sensor whose gateway does not say what it is. */
export const UNKNOWN_MODEL = 'unknown'

/** Heartbeats of a minute; `heartbeatSeconds` may set others, of up to nine minutes, 3.25 of which fit under the ceiling. */
const NATIVE: SensorProfile = { limitSeconds: 180, floorSeconds: 90, ceilingSeconds: 1800 }

/** Reports every 50 min 24 s (docs of deCONZ, issue 2980), the vendor says 60 min; 2.5 h is Home Assistant's limit too. */
const AQARA: SensorProfile = { limitSeconds: 9000, floorSeconds: 3600, ceilingSeconds: 14_400 }

/** Battery devices are offline after 1500 min (docs of Zigbee2MQTT, availability); most speak more often: it is learned. */
const OTHER: SensorProfile = { limitSeconds: 90_000, floorSeconds: 3600, ceilingSeconds: 90_000 }

/** Shelly Door/Window wakes every 6 h (users' reports). */
const SHELLY: SensorProfile = { limitSeconds: 50_400, floorSeconds: 21_600, ceilingSeconds: 50_400 }

/** Milesight WS301 reports at least every 1080 min (user guide: 64,800 s at most). */
const WS301: SensorProfile = { limitSeconds: 144_000, floorSeconds: 3600, ceilingSeconds: 144_000 }

/** Dragino LDS02 reports once a day. */
const LDS02: SensorProfile = { limitSeconds: 180_000, floorSeconds: 3600, ceilingSeconds: 180_000 }

/** Dragino LDS03A and DS03A report every 2 h. */
const LDS03A: SensorProfile = { limitSeconds: 18_000, floorSeconds: 7200, ceilingSeconds: 18_000 }

/** Netvox reports every 3600 s (manuals of sister models). */
const NETVOX: SensorProfile = { limitSeconds: 9000, floorSeconds: 3600, ceilingSeconds: 14_400 }

const PROFILES: ReadonlyMap<string, SensorProfile> = new Map([
  [NATIVE_MODEL, NATIVE],
  ['MCCGQ01LM', AQARA],
  ['MCCGQ11LM', AQARA],
  ['MCCGQ13LM', AQARA],
  ['SHDW-1', SHELLY],
  ['SHDW-2', SHELLY],
  ['WS301', WS301],
  ['LDS02', LDS02],
  ['LDS03A', LDS03A],
  ['R311A', NETVOX],
])

/** The profile of a model as its adapter or the registry names it; models that nobody listed share the patient one. */
export function sensorProfile(model: string): SensorProfile {
  return PROFILES.get(model) ?? OTHER
}
