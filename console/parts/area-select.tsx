import { Select, type SelectProps } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useArea, useFoundAreas } from '../service/areas.ts'
import type { Area } from '../service/shapes.ts'

interface AreaSelectProps extends Omit<SelectProps<number>, 'options' | 'showSearch'> {
  /** Only areas of these kinds. */
  readonly kinds?: readonly Area['kind'][]
}

function isNamed({ place }: Area, words: string): boolean {
  return place.toLowerCase().includes(words.trim().toLowerCase())
}

/** One of the caller's areas, found by the service as one types: a district has thousands. In a form as antd's own. */
export function AreaSelect({ kinds, value, onSelect, ...rest }: AreaSelectProps) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Area | null>(null)
  const asking = useDeferredValue(search.trim())
  const { data = [], isFetching, isPlaceholderData } = useFoundAreas(asking, kinds)
  // What was found for other words is not chosen with Enter for these.
  const isOld = isPlaceholderData || asking !== search.trim()
  const found = isOld ? data.filter((it) => isNamed(it, search)) : data
  const known = [...found, ...(chosen === null ? [] : [chosen])].find((it) => it.id === value)
  const { data: asked = null } = useArea(value == null || known !== undefined ? null : value)
  const shown = known ?? asked
  const options = search === '' && shown !== null && !found.includes(shown) ? [shown, ...found] : found
  return (
    <Select<number>
      {...rest}
      value={value ?? null}
      loading={isFetching}
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      labelRender={() => shown?.place ?? ''}
      options={options.map((it) => ({ value: it.id, label: it.place }))}
      onSelect={(id, option) => {
        setChosen(found.find((it) => it.id === id) ?? null)
        setSearch('')
        onSelect?.(id, option)
      }}
    />
  )
}
