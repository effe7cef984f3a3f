/** Who did it, where the resident did by the page of their own. */
export const RESIDENT = '住户 resident'
