import type { Notice } from '@openline/api'
import { Button, UnstyledButton } from '@mantine/core'
import { EmptyState } from '@openline/ui'
import { useNow } from '../../app/useNow'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk } from '../LiveProvider'
import styles from './Notices.module.css'
import { useNoticeActions, useNoticeWords } from './useNotices'

export function NoticeList({ onLeave }: { onLeave: () => void }) {
  const text = useText()
  const { items, unread, older } = useDesk((desk) => desk.notices)
  const words = useNoticeWords()
  const { read, open, more, reading } = useNoticeActions()
  const [newest] = items
  return (
    <section className={styles.panel} aria-labelledby="notices-heading">
      <header className={styles.head}>
        <h2 id="notices-heading">{text('notice.title')}</h2>
        {newest && unread > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => read(newest.id)}>{text('notice.read_all')}</Button>
        )}
      </header>
      {items.length === 0 && <EmptyState icon="check" title={text('notice.none')}>{text('notice.none_help')}</EmptyState>}
      <ul className={styles.list}>
        {items.map((notice) => (
          <li key={notice.id}>
            <Row
              notice={notice} words={words(notice)}
              onOpen={() => {
                onLeave()
                open(notice)
              }}
            />
          </li>
        ))}
      </ul>
      {older !== null && (
        <div className={styles.more}><Button size="compact-sm" variant="default" loading={reading} onClick={more}>{text('notice.older')}</Button></div>
      )}
    </section>
  )
}

function Row({ notice, words, onOpen }: { notice: Notice; words: string; onOpen: () => void }) {
  const text = useText()
  const times = useTimes()
  const now = useNow()
  return (
    <UnstyledButton className={styles.row} data-unread={!notice.read || undefined} onClick={onOpen}>
      <span className={styles.words}>{words}</span>
      <small>
        {!notice.read && <b>{text('notice.new')}</b>}
        <time dateTime={notice.at}>{times.day(notice.at, now)}, {times.time(notice.at)}</time>
      </small>
    </UnstyledButton>
  )
}
