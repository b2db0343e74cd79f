import type { Channel, Connection, Connector } from '@openline/api'
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useApi } from '../../../app/core'
import { useText } from '../../../i18n/text'
import { QueryState } from '../../../parts/QueryState'
import { DoneStep } from './DoneStep'
import { Picker } from './Picker'
import { ReachStep } from './ReachStep'
import { SettingsStep } from './SettingsStep'
import { nextStep, resumeAt, stepsOf, type Step } from './steps'
import styles from './Setup.module.css'
import { TestStep } from './TestStep'
import { WaitStep } from './WaitStep'
import { useConnectors, useConnectorWords } from './words'

const LOOK_MS = 3_000

export interface SetupProps {
  channel: Channel
  /** Which connection to go on with; without one a platform is picked first. */
  connectionId: string | null
  /** The one that was chosen before. */
  platform: string | null
  /** Only the settings, beginning with this one (empty: the first). */
  mend: string | null
  taken: readonly string[]
  onPickWidget: () => void
  /** The connection got a channel of its own: it goes on there. */
  onElsewhere: (connection: Connection) => void
  onClose: () => void
}

/** From nothing to a conversation, step by step; whoever leaves comes back to where he was. */
export default function SetupModal({ channel, connectionId, platform, mend, taken, onPickWidget, onElsewhere, onClose }: SetupProps) {
  const text = useText()
  const connectors = useConnectors()
  const [picked, setPicked] = useState<Connector | null>(null)
  const [made, setMade] = useState<string | null>(connectionId)
  const connection = useConnection(made)
  const pick = (connector: Connector) => (connector.delivery === 'stream' ? onPickWidget() : setPicked(connector))
  const waits = made !== null && connection.data === undefined
  const ofMade = connectors.data?.items.find((one) => one.id === connection.data?.connector)
  const chosen = connectors.data?.items.find(({ id, delivery }) => id === platform && delivery === 'send')
  const connector = picked ?? ofMade ?? chosen ?? null
  const words = useConnectorWords(connector ?? undefined)
  const title = connector === null ? text('setup.pick') : text(mend === null ? 'setup.title' : 'setup.edit', { platform: words.title })
  return (
    <Modal opened onClose={onClose} size={520} title={title} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <QueryState query={connectors}>
        {({ items, public_url: publicUrl, https }) => {
          if (waits) return <QueryState query={connection}>{() => null}</QueryState>
          if (connector === null) return <Picker connectors={items} taken={taken} onPick={pick} />
          return (
            <Steps
              channel={channel} connector={connector} connection={connection.data ?? null} mend={mend} publicUrl={publicUrl} https={https}
              onMade={(next) => setMade(next.id)} onElsewhere={onElsewhere} onClose={onClose}
            />
          )
        }}
      </QueryState>
    </Modal>
  )
}

/** Told by the stream; asked as well, for whoever waits for a message looks at nothing else. */
function useConnection(id: string | null) {
  const api = useApi()
  return useQuery({
    queryKey: ['connection', id], queryFn: () => api.connection(id ?? ''), enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.first_event_at === null ? LOOK_MS : false),
  })
}

interface StepsProps extends Pick<SetupProps, 'channel' | 'mend' | 'onElsewhere' | 'onClose'> {
  connector: Connector
  connection: Connection | null
  publicUrl: string
  https: boolean
  onMade: (connection: Connection) => void
}

function Steps({ channel, connector, connection, mend, publicUrl, https, onMade, onElsewhere, onClose }: StepsProps) {
  const [step, setStep] = useState<Step>(() => (mend !== null || connection === null ? 'settings' : resumeAt(connection)))
  const heading = useRef<HTMLHeadingElement>(null)
  const text = useText()
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) heading.current?.focus()
    first.current = false
  }, [step])
  const on = () => setStep(nextStep(connector, step))
  const reach: Record<string, string> = connector.transport_field === null ? {} : { [connector.transport_field]: startWay(connector, https) }
  const settled = (next: Connection) => {
    if (next.channel_id !== channel.id) return onElsewhere(next)
    onMade(next)
    if (mend !== null) onClose()
    else on()
  }
  return (
    <>
      {mend === null && <Progress connector={connector} step={step} />}
      {mend === null && <h3 ref={heading} tabIndex={-1} className={styles.heading}>{text(`setup.step.${step}`)}</h3>}
      {step === 'settings' && <SettingsStep channel={channel} connector={connector} connection={connection} mend={mend} reach={reach} onDone={settled} onClose={onClose} />}
      {connection && step === 'reach' && <ReachStep key={connection.version} connector={connector} connection={connection} publicUrl={publicUrl} https={https} onDone={on} />}
      {connection && step === 'wait' && <WaitStep connector={connector} connection={connection} onDone={() => setStep(connection.first_event_at === null ? 'done' : 'test')} onBack={() => setStep('reach')} />}
      {connection && step === 'test' && <TestStep connector={connector} connection={connection} onDone={on} />}
      {connection && step === 'done' && <DoneStep connector={connector} connection={connection} channel={channel} onClose={onClose} />}
    </>
  )
}

/** Platforms call https addresses only; asking them works from anywhere. */
function startWay(connector: Connector, https: boolean): string {
  const wanted = https ? 'webhook' : 'poll'
  return connector.transports.includes(wanted) ? wanted : (connector.transports[0] ?? '')
}

function Progress({ connector, step }: { connector: Connector; step: Step }) {
  const text = useText()
  const steps = stepsOf(connector)
  const at = steps.indexOf(step)
  return (
    <ol className={styles.progress} aria-label={text('setup.progress', { at: at + 1, of: steps.length })}>
      {steps.map((one, index) => (
        <li key={one} data-state={index < at ? 'done' : index === at ? 'now' : 'next'} {...(index === at ? { 'aria-current': 'step' } : {})}>
          {text(`setup.step.${one}`)}
        </li>
      ))}
    </ol>
  )
}
