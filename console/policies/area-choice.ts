import { useAreas } from '../service/household.ts'
import { useSession } from '../service/session.ts'

export interface AreaChoice {
  readonly value: number
  readonly label: string
  /** Null: not told, as of an area that is not among those listed. */
  readonly zone: string | null
}

/** The caller's own areas first, then those within, each behind the one around it. */
export function useAreaChoices(): readonly AreaChoice[] {
  const me = useSession().data
  const areas = useAreas().data?.areas ?? []
  const byId = new Map(areas.map((it) => [it.id, it]))
  const own = me?.roles.map((it) => ({ value: it.areaId, label: it.areaName, zone: null })) ?? []
  const within = areas.map((it): AreaChoice => {
    const around = it.parentId === null ? undefined : byId.get(it.parentId)
    return { value: it.id, label: around === undefined ? it.name : `${around.name} › ${it.name}`, zone: it.zone }
  })
  return [...new Map([...own, ...within].map((it) => [it.value, it])).values()]
}
