import type { Connector } from '@openline/api'
import { Icon, Tag, type IconName, type Tone } from '@openline/ui'
import { useText } from '../../../i18n/text'
import styles from './Setup.module.css'
import { useConnectorWords } from './words'

const TONES = { proven: 'ok', vendor_spec: 'accent', documentation: 'warn' } as const satisfies Record<Connector['maturity'], Tone>
const ICONS: Record<string, IconName> = { 'message-circle': 'chat', send: 'send', telegram: 'send', mail: 'mail', phone: 'phone' }

export function PlatformIcon({ connector, size = 20, small }: { connector: Connector | undefined; size?: number; small?: boolean }) {
  return <span className={styles.icon} data-small={small || undefined} aria-hidden><Icon name={ICONS[connector?.icon ?? ''] ?? 'globe'} size={size} /></span>
}

/** What can be connected, each with how far it is proven. */
export function Picker({ connectors, taken, onPick }: { connectors: readonly Connector[]; taken: readonly string[]; onPick: (connector: Connector) => void }) {
  const text = useText()
  return (
    <div className={styles.picker}>
      <ul className={styles.platforms}>
        {connectors.map((connector) => (
          <li key={connector.id}><Platform connector={connector} taken={taken.includes(connector.id)} onPick={onPick} /></li>
        ))}
      </ul>
      <dl className={styles.legend}>
        {(['proven', 'vendor_spec', 'documentation'] as const).map((maturity) => (
          <div key={maturity}>
            <dt><Tag tone={TONES[maturity]}>{text(`maturity.${maturity}`)}</Tag></dt>
            <dd>{text(`maturity_help.${maturity}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Platform({ connector, taken, onPick }: { connector: Connector; taken: boolean; onPick: (connector: Connector) => void }) {
  const text = useText()
  const words = useConnectorWords(connector)
  return (
    <button type="button" className={styles.platform} onClick={() => onPick(connector)}>
      <PlatformIcon connector={connector} />
      <span className={styles.platformName}>
        <b>{words.title}</b>
        {taken && <small>{text('setup.taken')}</small>}
      </span>
      <Tag tone={TONES[connector.maturity]}>{text(`maturity.${connector.maturity}`)}</Tag>
    </button>
  )
}
