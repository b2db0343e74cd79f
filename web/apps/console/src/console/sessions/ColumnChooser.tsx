import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Stack } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useId } from 'react'
import { useText } from '../../i18n/text'
import { COLUMNS, FIRST_SHOWN, FIXED, shownOf, type Chosen, type Column } from './columns'
import styles from './Sessions.module.css'

interface ChooserProps {
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
}

/** The gear: which columns are shown, and how waits are counted. */
export function ColumnChooser({ chosen, onChoose }: ChooserProps) {
  const text = useText()
  const measured = useId()
  const turn = (column: Column, on: boolean) =>
    onChoose({ ...chosen, columns: shownOf(on ? [...chosen.columns, column] : chosen.columns.filter((one) => one !== column)) })
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size="lg" aria-label={text('sessions.columns')} title={text('sessions.columns')}><Icon name="settings" size={16} /></ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.chooser}>
        <fieldset className={styles.fields}>
          <legend>{text('sessions.columns')}</legend>
          <Stack gap={6}>
            {COLUMNS.map((column) => (
              <Checkbox
                key={column} size="xs" label={text(`sessions.column.${column}`)} checked={chosen.columns.includes(column)}
                disabled={column === FIXED} onChange={(event) => turn(column, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </fieldset>
        <span id={measured} className={styles.label}>{text('sessions.measure')}</span>
        <SegmentedControl
          fullWidth size="xs" aria-labelledby={measured} value={chosen.measure}
          data={(['clock', 'open'] as const).map((value) => ({ value, label: text(`sessions.measure.${value}`) }))}
          onChange={(measure) => onChoose({ ...chosen, measure: measure === 'open' ? 'open' : 'clock' })}
        />
        <Button mt="sm" size="xs" variant="subtle" color="gray" fullWidth onClick={() => onChoose({ columns: FIRST_SHOWN, measure: 'clock' })}>
          {text('sessions.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
