import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../../i18n/text'
import styles from './Settings.module.css'

interface ToolbarProps {
  wanted: string
  onWanted: (wanted: string) => void
  showsAll: boolean
  onShowsAll: (all: boolean) => void
  previews: boolean
  onPreviews: (on: boolean) => void
  onPast: () => void
}

/** What is shown of the settings, and what beside them. */
export function Toolbar({ wanted, onWanted, showsAll, onShowsAll, previews, onPreviews, onPast }: ToolbarProps) {
  const text = useText()
  return (
    <div className={styles.head}>
      <TextInput
        type="search" aria-label={text('settings.find')} placeholder={text('settings.find')} leftSection={<Icon name="search" size={16} />}
        value={wanted} onChange={(event) => onWanted(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <SegmentedControl
        aria-label={text('settings.shown')} value={showsAll ? 'all' : 'basic'} onChange={(value) => onShowsAll(value === 'all')}
        data={[{ value: 'basic', label: text('settings.basic') }, { value: 'all', label: text('settings.all') }]}
      />
      <Button variant="default" leftSection={<Icon name="device" size={16} />} aria-pressed={previews} onClick={() => onPreviews(!previews)}>
        {text('settings.preview')}
      </Button>
      <Button variant="default" leftSection={<Icon name="clock" size={16} />} onClick={onPast}>{text('settings.history')}</Button>
    </div>
  )
}
