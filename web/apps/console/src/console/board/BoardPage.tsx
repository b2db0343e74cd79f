import { NativeSelect } from '@mantine/core'
import { EmptyState } from '@openline/ui'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import { BoardView } from './BoardView'
import { useBoard } from './useBoard'

/** What happens in a channel now, for whoever looks after it. */
export function BoardPage() {
  const text = useText()
  const navigate = useNavigate()
  const { channelId: asked } = useParams({ from: '/inside/console/board/{-$channelId}' })
  const known = useDesk((desk) => desk.channels)
  const channels = Object.values(known).sort((a, b) => Number(b.active) - Number(a.active) || a.number - b.number)
  const shown = asked ?? channels[0]?.id
  const choose = channels.length > 1 && (
    <NativeSelect
      aria-label={text('board.channel')} value={shown ?? ''}
      data={channels.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => void navigate({ to: '/board/{-$channelId}', params: { channelId: event.currentTarget.value } })}
    />
  )
  const name = shown === undefined ? undefined : known[shown]?.name
  return (
    <Page title={name ? text('board.of', { channel: name }) : text('nav.board')} lead={text('board.lead')} actions={choose} wide>
      {shown === undefined
        ? <EmptyState icon="chat" title={text('board.no_channel')} />
        : <OneBoard key={shown} channelId={shown} />}
    </Page>
  )
}

function OneBoard({ channelId }: { channelId: string }) {
  const query = useBoard(channelId)
  return <QueryState query={query}>{(board) => <BoardView board={board} channelId={channelId} />}</QueryState>
}
