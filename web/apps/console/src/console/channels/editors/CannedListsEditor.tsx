import { cannedCalls } from '@openline/api'
import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../app/core'
import { MoreTexts } from '../../../i18n/MoreTexts'
import { useText } from '../../../i18n/text'
import type { EditorProps } from './Editor'

const PARTS = ['canned'] as const

export default function CannedListsEditor(props: EditorProps) {
  return <MoreTexts parts={PARTS} meanwhile={<span />}><Lists {...props} /></MoreTexts>
}

/** Shared lists of canned responses by their names; one that was removed stays visible until somebody takes it out. */
function Lists({ item, value, onChange, ids }: EditorProps) {
  const text = useText()
  const api = useApi()
  const lists = useQuery({ queryKey: ['canned', 'lists'], queryFn: () => cannedCalls(api).lists() })
  const chosen = Array.isArray(value) ? value.map(String) : []
  const known = lists.data?.items.filter(({ personal }) => !personal) ?? []
  const lost = lists.data ? chosen.filter((id) => !known.some((one) => one.id === id)) : []
  return (
    <MultiSelect
      {...ids} searchable clearable hidePickedOptions value={lists.data ? chosen : []} disabled={!lists.data} nothingFoundMessage={text('palette.nothing')}
      placeholder={chosen.length > 0 ? undefined : text(lists.data && known.length === 0 ? 'canned.no_lists' : 'canned.choose_lists')}
      {...(item.le === null ? {} : { maxValues: item.le })}
      data={[...known.map(({ id, name }) => ({ value: id, label: name })), ...lost.map((id) => ({ value: id, label: text('canned.list_gone') }))]}
      clearButtonProps={{ 'aria-label': text('list.search_clear') }}
      onChange={onChange}
    />
  )
}
