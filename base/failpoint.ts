/**
 * A named place where a test run may kill the process (4-trust.md, "Faults"). In production it is a function that does
 * nothing; `MENSHEN_FAILPOINT` names the one that is armed.
 */
export type Failpoint = (name: string) => void | Promise<void>

export const noFailpoint: Failpoint = () => undefined
