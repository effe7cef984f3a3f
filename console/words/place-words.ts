interface Home {
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
}

/** Where a household is, from the building on. */
export function homeText({ building, unit, room }: Home): string {
  return [building, unit, room].filter((it) => it !== null).join(' ')
}
