import { Select } from '@mantine/core'
import type { Role } from '@openline/api'
import { useText } from '../../i18n/text'

const ROLES = ['agent', 'supervisor', 'administrator'] as const satisfies readonly Role[]

export function RoleSelect({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const text = useText()
  return (
    <Select
      label={text('people.role')}
      description={text(`role.help.${value}`)}
      inputWrapperOrder={['label', 'input', 'description']}
      allowDeselect={false}
      value={value}
      data={ROLES.map((role) => ({ value: role, label: text(`role.${role}`) }))}
      onChange={(next) => {
        const role = ROLES.find((known) => known === next)
        if (role) onChange(role)
      }}
    />
  )
}
