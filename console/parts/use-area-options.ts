import { useAreas } from '../service/household.ts'
import type { Me } from '../service/shapes.ts'

/** A building's rows are in its community's ledger. */
const NARROW = ['building', 'unit']

/** The caller's own areas first, then those within that are no buildings. */
export function useAreaOptions({
  roles,
}: Pick<Me, 'roles'>): readonly { readonly value: number; readonly label: string }[] {
  const areas = useAreas().data?.areas ?? []
  const own = roles.map((it) => [it.areaId, it.areaName] as const)
  const within = areas.filter((it) => !NARROW.includes(it.kind)).map((it) => [it.id, it.name] as const)
  return [...new Map([...own, ...within])].map(([value, label]) => ({ value, label }))
}
