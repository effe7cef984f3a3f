export type Scalar = string | number | boolean

/** How one value tells a state: where it is (null: the whole payload), and what it says when it is so and when not. */
export interface ValueReading {
  readonly path: string | null
  readonly on: readonly Scalar[]
  readonly off: readonly Scalar[]
}
