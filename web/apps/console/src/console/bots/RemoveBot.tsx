import type { Bot } from '@openline/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { QueryState } from '../../parts/QueryState'
import styles from './Bots.module.css'

/** Tells what it means before it is done: where the bot answers first, people do from then on. */
export function RemoveBot({ bot, onClose, onSettled }: { bot: Bot; onClose: () => void; onSettled: () => unknown }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const queries = useQueryClient()
  const impact = useQuery({ queryKey: ['bot-impact', bot.id], queryFn: () => api.botImpact(bot.id), staleTime: 0 })
  const remove = useMutation({
    mutationFn: () => api.removeBot(bot.id),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['bot-impact', bot.id] })
      onClose()
    },
    onError: refuse,
    onSettled,
  })
  return (
    <ConfirmModal title={text('bots.remove')} action={text('bots.remove')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      <p className={styles.told}>{text('bots.remove_help', { name: bot.name })}</p>
      <QueryState query={impact}>
        {({ channels }) => (
          <p className={styles.told}>
            {channels.length === 0 ? text('bots.in_no_channel') : text('bots.first_in', { count: channels.length, names: channels.map(({ name }) => name).join(', ') })}
          </p>
        )}
      </QueryState>
    </ConfirmModal>
  )
}
