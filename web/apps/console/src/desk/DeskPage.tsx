import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { EmptyState } from '@openline/ui'
import { useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { lazily } from '../app/lazily'
import { prefer, usePreferences } from '../app/preferences'
import { useText } from '../i18n/text'
import styles from './DeskPage.module.css'
import { ConversationList } from './list/ConversationList'
import { ConversationPane } from './pane/ConversationPane'

const ContextPanel = lazily(() => import('./context/ContextPanel').then((module) => ({ default: module.ContextPanel })))

const NARROW = '(max-width: 56.25em)'
const MIDDLE = '(max-width: 75em)'

export function DeskPage() {
  const { view, conversationId } = useParams({ from: '/inside/desk/$view/{-$conversationId}' })
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  return (
    <div className={styles.desk}>
      {!(narrow && conversationId) && <ConversationList view={view} openId={conversationId} />}
      {!(narrow && !conversationId) && (conversationId ? <Opened id={conversationId} key={conversationId} /> : <NothingOpened />)}
    </div>
  )
}

function Opened({ id }: { id: string }) {
  const text = useText()
  const inDrawer = useMediaQuery(MIDDLE, undefined, { getInitialValueInEffect: false })
  const { contextPanel } = usePreferences()
  const [drawer, setDrawer] = useState(false)
  const toggle = () => (inDrawer ? setDrawer((open) => !open) : prefer({ contextPanel: !contextPanel }))
  const close = () => setDrawer(false)
  return (
    <>
      <ConversationPane id={id} contextShown={inDrawer ? drawer : contextPanel} onToggleContext={toggle} />
      {!inDrawer && contextPanel && (
        <aside className={styles.context} aria-label={text('context.label')}>
          <Suspense><ContextPanel conversationId={id} /></Suspense>
        </aside>
      )}
      {inDrawer && (
        <Drawer opened={drawer} onClose={close} position="right" size={320} title={text('context.label')} closeButtonProps={{ 'aria-label': text('action.close') }}>
          <Suspense><ContextPanel conversationId={id} /></Suspense>
        </Drawer>
      )}
    </>
  )
}

function NothingOpened() {
  const text = useText()
  return (
    <section className={styles.nothing} aria-label={text('pane.label')}>
      <EmptyState icon="chat" title={text('pane.none')}>{text('pane.none_help')}</EmptyState>
    </section>
  )
}
