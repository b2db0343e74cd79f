import type { Canned, CannedList } from '@openline/api'
import { ActionIcon, Button, Menu, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { EmptyState, Icon } from '@openline/ui'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { saveTable } from '../../app/save'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { QueryState } from '../../parts/QueryState'
import styles from './CannedPage.module.css'
import { CannedTable } from './CannedTable'
import { FoldersModal } from './FoldersModal'
import { ListModal } from './ListModal'
import { ResponseModal } from './ResponseModal'
import { ResponseRow } from './ResponseRow'
import { CANNED, useCannedApi, useCannedChange } from './useCanned'

const PAUSE_MS = 200
type Layer = 'edit' | 'folders' | 'table' | 'remove' | 'new' | { change: Canned } | { drop: Canned }

/** One list: its responses, found by folder and words, and what can be done with it. */
export function ListView({ list, lists }: { list: CannedList; lists: readonly CannedList[] }) {
  const text = useText()
  const canned = useCannedApi()
  const [layer, setLayer] = useState<Layer | null>(null)
  const [folder, setFolder] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [q] = useDebouncedValue(words.trim(), PAUSE_MS)
  const query = useInfiniteQuery({
    queryKey: [...CANNED, 'page', list.id, folder, q], placeholderData: keepPreviousData, initialPageParam: null as string | null,
    queryFn: ({ pageParam: cursor }) => canned.page({ list: list.id, folder, q, cursor }), getNextPageParam: ({ next }) => next,
  })
  const close = () => setLayer(null)
  const give = useCannedChange(() => canned.table(list.id), ({ table }) => saveTable(`${list.personal ? text('canned.mine') : list.name}.csv`, table))
  return (
    <section className={styles.content} aria-label={list.personal ? text('canned.mine') : list.name}>
      <header className={styles.head}>
        <div className={styles.grow}>
          <h2>{list.personal ? text('canned.mine') : list.name}</h2>
          <p className={styles.hint}><About list={list} /></p>
        </div>
        {list.may_edit && <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setLayer('new')}>{text('canned.new')}</Button>}
        <ListMenu list={list} onOpen={setLayer} onGive={() => give.mutate()} />
      </header>
      <div className={styles.find}>
        <TextInput
          className={styles.grow} type="search" aria-label={text('canned.search')} placeholder={text('canned.search')} leftSection={<Icon name="search" size={16} />}
          value={words} onChange={(event) => setWords(event.currentTarget.value)}
        />
        {list.folders.length > 0 && (
          <Select
            aria-label={text('canned.folder')} placeholder={text('canned.all_folders')} clearable clearButtonProps={{ 'aria-label': text('canned.all_folders') }}
            value={folder} data={list.folders.map((one) => ({ value: one.id, label: one.name }))} onChange={setFolder}
          />
        )}
      </div>
      <QueryState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <Nothing found={q !== '' || folder !== null} mayEdit={list.may_edit} />
          return (
            <ul className={styles.rows}>
              {items.map((one) => (
                <ResponseRow key={one.id} response={one} folder={list.folders.find(({ id }) => id === one.folder_id)?.name ?? null} mayEdit={list.may_edit} onChange={() => setLayer({ change: one })} onDrop={() => setLayer({ drop: one })} />
              ))}
            </ul>
          )
        }}
      </QueryState>
      {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{text('canned.more')}</Button>}
      {layer !== null && <Shown layer={layer} list={list} lists={lists} folder={folder} onClose={close} />}
    </section>
  )
}

function About({ list }: { list: CannedList }) {
  const text = useText()
  if (list.personal) return text('canned.mine_help')
  const channels = list.channels.length === 0 ? text('canned.in_none') : text('canned.in', { names: list.channels.map(({ name }) => name).join(', ') })
  return `${channels} ${text(list.editors === 'queue' ? 'canned.by_queue' : 'canned.by_nobody')}`
}

function Nothing({ found, mayEdit }: { found: boolean; mayEdit: boolean }) {
  const text = useText()
  if (found) return <EmptyState icon="search" title={text('canned.none_found')}>{text('canned.none_found_help')}</EmptyState>
  return <EmptyState icon="copy" title={text('canned.none')}>{text(mayEdit ? 'canned.none_help' : 'canned.none_read')}</EmptyState>
}

function ListMenu({ list, onOpen, onGive }: { list: CannedList; onOpen: (layer: Layer) => void; onGive: () => void }) {
  const text = useText()
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('canned.list_more')}><Icon name="more" /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {list.may_manage && !list.personal && <Menu.Item leftSection={<Icon name="edit" size={16} />} onClick={() => onOpen('edit')}>{text('canned.edit_list')}</Menu.Item>}
        {list.may_edit && <Menu.Item leftSection={<Icon name="layers" size={16} />} onClick={() => onOpen('folders')}>{text('canned.folders')}</Menu.Item>}
        {list.may_edit && <Menu.Item leftSection={<Icon name="up" size={16} />} onClick={() => onOpen('table')}>{text('canned.table')}</Menu.Item>}
        <Menu.Item leftSection={<Icon name="download" size={16} />} onClick={onGive}>{text('canned.give')}</Menu.Item>
        {list.may_manage && !list.personal && <Menu.Item color="red" leftSection={<Icon name="trash" size={16} />} onClick={() => onOpen('remove')}>{text('canned.remove_list')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

interface ShownProps {
  layer: Layer
  list: CannedList
  lists: readonly CannedList[]
  folder: string | null
  onClose: () => void
}

function Shown({ layer, list, lists, folder, onClose }: ShownProps) {
  switch (layer) {
    case 'edit':
      return <ListModal list={list} onDone={onClose} onClose={onClose} />
    case 'folders':
      return <FoldersModal list={list} onClose={onClose} />
    case 'table':
      return <CannedTable list={list} onClose={onClose} />
    case 'remove':
      return <RemoveList list={list} onClose={onClose} />
    case 'new':
      return <ResponseModal list={list} lists={lists} folder={folder} onClose={onClose} />
    default:
      return 'change' in layer
        ? <ResponseModal list={list} lists={lists} folder={null} response={layer.change} onClose={onClose} />
        : <RemoveResponse response={layer.drop} onClose={onClose} />
  }
}

function RemoveList({ list, onClose }: { list: CannedList; onClose: () => void }) {
  const text = useText()
  const canned = useCannedApi()
  const remove = useCannedChange(() => canned.removeList(list.id), onClose)
  return (
    <ConfirmModal title={text('canned.remove_list_title', { name: list.name })} {...(list.size > 0 ? { phrase: list.name } : {})} action={text('canned.remove')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      {text('canned.remove_list_help', { count: list.size })}
    </ConfirmModal>
  )
}

function RemoveResponse({ response, onClose }: { response: Canned; onClose: () => void }) {
  const text = useText()
  const canned = useCannedApi()
  const remove = useCannedChange(() => canned.remove(response.id), onClose)
  return (
    <ConfirmModal title={text('canned.remove_title', { name: response.name })} action={text('canned.remove')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      {text('canned.remove_help')}
    </ConfirmModal>
  )
}
