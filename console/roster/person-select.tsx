import { Select, type SelectProps } from 'antd'

interface PersonSelectProps extends Pick<SelectProps<number>, 'id' | 'value' | 'onChange' | 'loading' | 'autoFocus'> {
  readonly people: readonly { readonly id: number; readonly displayName: string }[]
  readonly label: string
}

/** One of these people, found by name. A form's item gives it its value. */
export function PersonSelect({ people, label, ...given }: PersonSelectProps) {
  return (
    <Select<number>
      {...given}
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      options={people.map((it) => ({ value: it.id, label: it.displayName }))}
    />
  )
}
