export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** The value below which this share (0 to 1) of the numbers lies, interpolated; 0 of no numbers. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place - Math.floor(place))
}
