import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { ApplyCard } from './ApplyCard'
import { ExportCard } from './ExportCard'
import { PastCard } from './PastCard'

const PARTS = ['ascode'] as const

export function AsCodePage() {
  return <MoreTexts parts={PARTS}><AsCode /></MoreTexts>
}

/** Channels, their queues and settings as a document: taken out, compared, put in, and taken back. */
function AsCode() {
  const text = useText()
  const { channel } = useSearch({ from: '/inside/console/settings-as-code' })
  const [document, setDocument] = useState('')
  const edit = (next: string) => {
    setDocument(next)
    window.document.getElementById('apply')?.scrollIntoView({ block: 'start' })
  }
  return (
    <Page title={text('ascode.title')} lead={text('ascode.lead')}>
      <ExportCard key={channel} channel={channel} onEdit={edit} />
      <ApplyCard document={document} onEdit={setDocument} />
      <PastCard />
    </Page>
  )
}
