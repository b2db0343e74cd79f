import type { SettingItem } from '@openline/api'
import { useText, useWords } from '../../../i18n/text'
import type { Draft } from './useDraft'
import styles from './Settings.module.css'

interface GroupNavProps {
  groups: readonly string[]
  draft: Draft
}

/** The blocks of the page, with what is changed and what is refused in each. */
export function GroupNav({ groups, draft }: GroupNavProps) {
  const text = useText()
  const words = useWords()
  const count = (group: string, counted: readonly (SettingItem | undefined)[]) => counted.filter((item) => item?.group === group).length
  return (
    <nav className={styles.groups} aria-label={text('settings.groups')}>
      {groups.map((group) => {
        const changed = count(group, draft.dirty)
        const refused = count(group, Object.keys(draft.refused).map((key) => draft.items.get(key)))
        return (
          <button key={group} type="button" onClick={() => document.getElementById(`group-${group}`)?.scrollIntoView({ block: 'start' })}>
            <span>{words('setting', `group.${group}`) ?? group}</span>
            {refused > 0 && <b className={styles.refusedCount} role="img" aria-label={text('settings.group_refused', { count: refused })}>{refused}</b>}
            {changed > 0 && refused === 0 && <i className={styles.dot} role="img" aria-label={text('settings.group_changed', { count: changed })} />}
          </button>
        )
      })}
    </nav>
  )
}
