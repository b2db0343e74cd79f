/** The welcome form: asked once, before the customer can write or after his first message. Fetched where there is one. */
import { Component, createRef } from 'preact'
import type { Chat } from '../core/state'
import { allWrong, formOf, YES, type Answers, type Field, type Wrong } from '../form/answers'
import { wordsOf, type FormWords } from '../form/words'
import type { Ui } from './ui'
import { webAddress } from './ui'
import { ConsentAsk, dress } from './consent'

export interface FormProps {
  ui: Ui
  chat: Chat
  form: unknown
}

interface State {
  answers: Answers
  wrong: Readonly<Record<string, Wrong>>
  busy: boolean
  failed: boolean
  /** The settings it was answered under; with others it may be asked again. */
  done: unknown
  agreed: unknown
}

const TYPES = { name: 'text', phone: 'tel', email: 'email', text: 'text' } as const
const COMPLETE = { name: 'name', phone: 'tel', email: 'email', text: 'off' } as const
export class Form extends Component<FormProps, State> {
  override state: State = { answers: {}, wrong: {}, busy: false, failed: false, done: null, agreed: null }
  #form = createRef<HTMLFormElement>()

  override componentDidMount() {
    dress(this.#form.current)
  }

  override componentDidUpdate() {
    dress(this.#form.current)
  }

  #put = (id: string, answer: string) => {
    this.setState(({ answers, wrong: { [id]: _, ...wrong } }) => ({ answers: { ...answers, [id]: answer }, wrong }))
  }

  #post = (answers: Answers) => {
    const { ui, form } = this.props
    const place = this.#form.current?.parentElement
    this.setState({ busy: true, failed: false })
    void ui.control.post('form', { answers }).then(({ kind }) => {
      this.setState({ busy: false, failed: kind !== 'ok', ...(kind === 'ok' && { done: form }) })
      // with the form the composer comes back, at the next drawing
      if (kind === 'ok') requestAnimationFrame(() => place?.querySelector('textarea')?.focus())
    })
  }

  /** The next question takes the focus, else the composer. */
  #agreed = (place: Element | null) => {
    this.setState({ agreed: this.props.form })
    requestAnimationFrame(() => place?.querySelector<HTMLElement>('.ask input, .ask select, textarea')?.focus())
  }

  #send = (event: Event) => {
    event.preventDefault()
    const { fields } = formOf(this.props.form)
    const wrong = allWrong(fields, this.state.answers)
    this.setState({ wrong })
    const first = fields.find(({ id }) => wrong[id])
    if (first) this.#form.current?.querySelector<HTMLElement>(`#ask-${first.id}`)?.focus()
    else this.#post(Object.fromEntries(Object.entries(this.state.answers).filter(([, answer]) => answer.trim())))
  }

  render({ ui, chat, form: given }: FormProps, { answers, wrong, busy, failed, done, agreed }: State) {
    const form = formOf(given)
    const words = wordsOf(ui.words.lang)
    const due = form.before ? !chat.messages[0] : chat.messages.some(({ author }) => author === 'customer')
    if (form.consent && agreed !== given && !chat.messages[0] && !chat.refused)
      return <ConsentAsk key={form.consent.text} ui={ui} words={words} consent={form.consent} onAgreed={this.#agreed} />
    if (!form.fields[0] || done === given || !due || chat.refused) return null
    return (
      <form ref={this.#form} class={form.before ? 'ask before' : 'ask'} noValidate aria-labelledby="ask" onSubmit={this.#send}>
        <p id="ask">{form.title || words.lead}</p>
        {form.fields.map((field) => (
          <Question
            key={field.id} ui={ui} field={field} words={words} url={form.consent_url} answer={answers[field.id] ?? ''} wrong={wrong[field.id]}
            onAnswer={(answer) => this.#put(field.id, answer)}
          />
        ))}
        {failed && <p class="wrong" role="alert">{words.failed}</p>}
        <div class="actions">
          <button class="text" disabled={busy}>{words.send}</button>
          {!form.before && <button type="button" class="text" disabled={busy} onClick={() => this.#post({})}>{words.decline}</button>}
        </div>
      </form>
    )
  }
}

interface QuestionProps {
  ui: Ui
  field: Field
  words: FormWords
  url: string
  answer: string
  wrong: Wrong | undefined
  onAnswer: (answer: string) => void
}

function Question({ ui, field, words, url, answer, wrong, onAnswer }: QuestionProps) {
  const { kind, required } = field
  const id = `ask-${field.id}`
  const common = { id, required, 'aria-invalid': !!wrong, 'aria-describedby': wrong && `${id}-wrong` }
  const label = (
    <label for={id}>
      {field.label || (kind === 'name' || kind === 'phone' || kind === 'email' ? words[kind] : '')}
      {required && <small> ({words.needed})</small>}
    </label>
  )
  const problem = wrong && <p class="wrong" id={`${id}-wrong`}>{words[wrong]}</p>
  if (kind === 'consent') {
    const policy = url && webAddress(ui, url)
    return (
      <div>
        <div class="tick">
          <input {...common} type="checkbox" checked={answer === YES} onChange={({ currentTarget }) => onAnswer(currentTarget.checked ? YES : '')} />
          <span>{label} {policy && <a href={policy} target="_blank" rel="noopener noreferrer nofollow">{words.policy}</a>}</span>
        </div>
        {problem}
      </div>
    )
  }
  return (
    <div>
      {label}
      {kind === 'choice' ? (
        <select {...common} value={answer} onChange={({ currentTarget }) => onAnswer(currentTarget.value)}>
          <option value="">{words.choose}</option>
          {field.options.map((option) => <option key={option}>{option}</option>)}
        </select>
      ) : (
        <input
          {...common} list={undefined} type={TYPES[kind]} autocomplete={COMPLETE[kind]} maxLength={kind === 'text' ? 1000 : 254} value={answer}
          onInput={({ currentTarget }) => onAnswer(currentTarget.value)}
        />
      )}
      {problem}
    </div>
  )
}
