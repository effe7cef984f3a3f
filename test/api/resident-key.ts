/** Of the tests' links to households' own pages. */
export const RESIDENT_KEY = Buffer.alloc(32, 9)
