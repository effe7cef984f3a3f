/** What the fields of the records may hold, whichever way they come in. Texts are counted in UTF-16 units, trimmed. */
export const AREA_NAME_MAX = 64
export const ROOM_MAX = 32
export const FLOOR_MIN = -10
export const FLOOR_MAX = 200
export const BASIS_MAX = 200
export const CONTACT_NAME_MAX = 100
export const PHONE_MAX = 32
export const POLICY_NAME_MAX = 64
