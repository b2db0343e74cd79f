import type { CannedList, CannedLists } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import styles from './CannedPage.module.css'
import { ListModal } from './ListModal'
import { ListView } from './ListView'
import { useLists } from './useCanned'

const PARTS = ['canned', 'editors'] as const

export function CannedPage() {
  return <MoreTexts parts={PARTS}><Lists /></MoreTexts>
}

/** The lists on one side, what is in the chosen one on the other. */
function Lists() {
  const text = useText()
  const query = useLists()
  const [adding, setAdding] = useState(false)
  const actions = query.data?.may_add && (
    <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>{text('canned.new_list')}</Button>
  )
  return (
    <Page title={text('nav.canned')} lead={text('canned.lead')} actions={actions} wide>
      <QueryState query={query}>{(lists) => <Chosen lists={lists} adding={adding} onAdded={() => setAdding(false)} />}</QueryState>
    </Page>
  )
}

function Chosen({ lists, adding, onAdded }: { lists: CannedLists; adding: boolean; onAdded: () => void }) {
  const text = useText()
  const [id, setId] = useState<string | null>(null)
  const list = lists.items.find((one) => one.id === id) ?? lists.items.find((one) => !one.personal) ?? lists.items[0]
  if (!list) return null
  return (
    <div className={styles.split}>
      <nav aria-label={text('canned.lists')} className={styles.lists}>
        {lists.items.map((one) => (
          <button key={one.id} type="button" className={styles.list} aria-current={one.id === list.id || undefined} onClick={() => setId(one.id)}>
            <Icon name={one.personal ? 'user' : 'layers'} size={16} />
            <span className={styles.grow}>{nameOf(one, text('canned.mine'))}</span>
            <small>{one.size}</small>
          </button>
        ))}
      </nav>
      <ListView key={list.id} list={list} lists={lists.items} />
      {adding && (
        <ListModal
          onClose={onAdded}
          onDone={(made) => {
            setId(made.id)
            onAdded()
          }}
        />
      )}
    </div>
  )
}

function nameOf(list: CannedList, mine: string): string {
  return list.personal ? mine : list.name
}
