import { Component } from 'preact'
import type { AsksProps } from './asks'
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
    void this.props.ui.control.rate(like).finally(() => this.setState({ busy: false }))
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

export function Asked({ ui, chat }: AsksProps) {
  const buttons = (chat.pending[0] ? [] : (chat.messages.at(-1)?.buttons ?? [])).map((one) => ({ label: text(one, 'label'), payload: text(one, 'payload') }))
  const rating = chat.session?.rating
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
