/** Before anything that he writes is kept, the visitor is asked whether he agrees. To refuse sends nothing. */
import { Component, createRef } from 'preact'
import type { Consent } from '../form/answers'
import css from '../form/form.css?inline'
import type { FormWords } from '../form/words'
import { webAddress, type Ui } from './ui'

interface ConsentProps {
  ui: Ui
  words: FormWords
  consent: Consent
  onAgreed: (place: Element | null) => void
}

interface State {
  phase: 'asked' | 'busy' | 'failed' | 'refused'
}

const dressed = new WeakSet<Node>()

export function dress(part: Node | null) {
  const place = part?.getRootNode()
  if (!(place instanceof ShadowRoot || place instanceof Document) || dressed.has(place)) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  place.adoptedStyleSheets.push(sheet)
  dressed.add(place)
}

export class ConsentAsk extends Component<ConsentProps, State> {
  override state: State = { phase: 'asked' }
  #form = createRef<HTMLFormElement>()

  override componentDidMount() {
    dress(this.#form.current)
  }

  #agree = (event: Event) => {
    event.preventDefault()
    const { ui, consent, onAgreed } = this.props
    const place = this.#form.current?.parentElement ?? null
    this.setState({ phase: 'busy' })
    void ui.control.post('consent', consent).then((answer) => {
      this.setState({ phase: answer.kind === 'ok' ? 'asked' : 'failed' })
      if (answer.kind === 'ok') onAgreed(place)
      else if (answer.kind === 'refused') ui.control.start() // other words by now: they are shown
    })
  }

  render({ ui, words, consent }: ConsentProps, { phase }: State) {
    const address = consent.url && webAddress(ui, consent.url)
    return (
      <form ref={this.#form} class="ask before" aria-labelledby="consent" onSubmit={this.#agree}>
        <p id="consent" class="words">{consent.text}</p>
        {address && <a href={address} target="_blank" rel="noopener noreferrer nofollow">{words.policy}</a>}
        {phase === 'refused' && <p role="status">{words.refused}</p>}
        {phase === 'failed' && <p class="wrong" role="alert">{words.failed}</p>}
        <div class="actions">
          <button class="text" disabled={phase === 'busy'}>{words.agree}</button>
          {phase !== 'refused' && (
            <button type="button" class="text" disabled={phase === 'busy'} onClick={() => this.setState({ phase: 'refused' })}>
              {words.refuse}
            </button>
          )}
        </div>
      </form>
    )
  }
}
