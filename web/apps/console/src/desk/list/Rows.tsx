import type { Id, View } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/text'
import { ConversationRow } from './ConversationRow'
import styles from './ConversationList.module.css'
import type { Listed } from './useListed'
import { useSettled } from './useSettled'

const ROW = 68
const NEAR_END = 10

export function Rows({ view, openId, list }: { view: View; openId: Id | undefined; list: Listed }) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  const [hovered, setHovered] = useState(false)
  const [scrolled, setScrolled] = useState(false)
  const { shown, fresh, settle } = useSettled(list.ids, hovered || scrolled)
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 8 })
  const last = rows.getVirtualItems().at(-1)?.index ?? 0
  const { more } = list
  useEffect(() => {
    if (more && last >= shown.length - NEAR_END) more()
  }, [more, last, shown.length])
  const openIndex = openId ? shown.indexOf(openId) : -1
  useEffect(() => {
    if (openIndex >= 0) rows.scrollToIndex(openIndex, { align: 'auto' })
    // Only when another conversation is opened: a list in motion must not pull the reader along.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [openId])
  const toTop = () => {
    settle()
    box.current?.scrollTo({ top: 0 })
  }
  return (
    <div className={styles.body}>
      {fresh > 0 && (
        <Button className={styles.pill} size="compact-sm" radius="xl" leftSection={<Icon name="up" size={14} />} onClick={toTop}>
          {text('list.fresh', { count: fresh })}
        </Button>
      )}
      <div
        ref={box}
        className={styles.scroll}
        onPointerEnter={(event) => setHovered(event.pointerType === 'mouse')}
        onPointerLeave={() => setHovered(false)}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop > ROW / 2)}
      >
        <ul className={styles.rows} style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const id = shown[item.index]
            return id !== undefined && (
              <li key={id} className={styles.item} style={{ transform: `translateY(${item.start}px)` }} aria-setsize={shown.length} aria-posinset={item.index + 1}>
                <ConversationRow id={id} view={view} opened={id === openId} />
              </li>
            )
          })}
        </ul>
        {list.loadingMore && <p className={styles.more} role="status">{text('state.loading')}</p>}
      </div>
    </div>
  )
}
