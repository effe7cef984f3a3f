/** Rounded down: what is not seen all the time is never 100 %. */
export function shareText(share: number): string {
  return `${Math.floor(share * 1000) / 10}%`
}
