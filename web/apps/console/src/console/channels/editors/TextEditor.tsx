import type { EditorProps } from './Editor'
import { macrosOf } from './macros'
import MacroText from './MacroText'

/** A text of the channel with its macros. */
export default function TextEditor({ item, value, onChange, ids }: EditorProps) {
  return (
    <MacroText
      {...ids} rows={3} resize="vertical" value={typeof value === 'string' ? value : ''} onChange={onChange} macros={macrosOf(item)}
      {...(item.le === null ? {} : { maxLength: item.le })}
    />
  )
}
