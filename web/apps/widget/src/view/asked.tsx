import { Component, type ComponentType } from 'preact'
import type { AsksProps } from './asks'
import type { FormProps } from './form'
import type { Ui } from './ui'

/** A parser of its own: sharing the chat's would split that in two, and everybody would fetch one file more. */
function text(value: unknown, name: string): string {
  const found: unknown = typeof value === 'object' && value ? Reflect.get(value, name) : null
  return typeof found === 'string' ? found : ''
}

const ratingOf = (value: unknown) => ({
  vote: text(value, 'vote'),
  text: text(value, 'text'),
  like: text(value, 'like'),
  dislike: text(value, 'dislike'),
})

interface ThumbsProps {
  ui: Ui
  rating: ReturnType<typeof ratingOf>
}

/** Two thumbs, and afterwards what the channel says to that. */
class Thumbs extends Component<ThumbsProps, { busy: boolean }> {
  override state = { busy: false }

  #rate = (like: boolean) => {
    this.setState({ busy: true })
    const { control } = this.props.ui
    void control.post('rating', { like }).then(({ kind }) => {
      this.setState({ busy: false })
      if (kind === 'refused') control.start() // not asked for any more: see how it stands
    })
  }

  render({ ui, rating }: ThumbsProps, { busy }: { busy: boolean }) {
    const { words } = ui
    const thanks = rating.vote === 'like' ? rating.like : rating.dislike
    if (rating.vote) return <p>{thanks || words.rated}</p>
    return (
      <>
        <p id="rate">{rating.text || words.rate}</p>
        <div role="group" aria-labelledby="rate" class="actions">
          <button type="button" class="text" disabled={busy} onClick={() => this.#rate(true)}>
            <span aria-hidden="true">👍</span> {words.like}
          </button>
          <button type="button" class="text" disabled={busy} onClick={() => this.#rate(false)}>
            <span aria-hidden="true">👎</span> {words.dislike}
          </button>
        </div>
      </>
    )
  }
}

let form: { Form: ComponentType<FormProps> } | null | undefined

/** The form is fetched only where there is one: it is as large as all else that is asked. */
function AskedForm(props: FormProps) {
  if (form) return <form.Form {...props} />
  if (form === undefined) {
    form = null
    import('./form').then(
      (found) => {
        form = found
        props.ui.control.redraw()
      },
      () => (form = undefined), // with the next change it may come
    )
  }
  return null
}

export function Asked({ ui, chat }: AsksProps) {
  const buttons = (chat.pending[0] ? [] : (chat.messages.at(-1)?.buttons ?? [])).map((one) => ({ label: text(one, 'label'), payload: text(one, 'payload') }))
  const rating = chat.session?.rating
  return (
    <>
      {!!chat.config?.form && <AskedForm ui={ui} chat={chat} form={chat.config.form} />}
      {(!!rating || buttons.length > 0) && <Stand ui={ui} rating={rating} buttons={buttons} />}
    </>
  )
}

interface StandProps {
  ui: Ui
  rating: unknown
  buttons: readonly { label: string; payload: string }[]
}

function Stand({ ui, rating, buttons }: StandProps) {
  return (
    <div class="stand" role="status">
      {!!rating && <Thumbs ui={ui} rating={ratingOf(rating)} />}
      {buttons.length > 0 && (
        <div class="actions">
          {buttons.map((button) => (
            <button key={button.payload} type="button" class="text" onClick={() => ui.control.press(button.label, button.payload)}>
              {button.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
