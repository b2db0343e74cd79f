import type { Conversation, Session } from '@openline/api'
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { answeredSession, seesAll } from '@openline/stream'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'
import styles from './Life.module.css'

const RATINGS = ['1', '2', '3', '4', '5']

interface ReviewProps {
  row: Conversation
  session: Session
}

/** What a supervisor thinks of how it went; shown to whoever sees the session, given by whoever sees everything (D34). */
export function ReviewPart({ row, session }: ReviewProps) {
  const text = useText()
  const all = useDesk((desk) => seesAll(desk.me))
  const [open, setOpen] = useState(false)
  const { review } = session
  const judged = all && (session.phase === 'active' || session.phase === 'closed') // before, nobody has done anything
  if (!review && !judged) return null
  return (
    <div className={styles.review}>
      {review && (
        <p>
          <b>{text('life.review')}:</b> {text('life.review.given', { rating: review.rating, name: review.by_name ?? text('life.somebody') })}
          {review.comment && <span className={styles.comment}>{review.comment}</span>}
        </p>
      )}
      {judged && (open
        ? <ReviewForm row={row} session={session} onDone={() => setOpen(false)} />
        : <Button size="xs" variant="default" className={styles.action} onClick={() => setOpen(true)}>{text(review ? 'life.review.again' : 'life.review')}</Button>)}
    </div>
  )
}

function ReviewForm({ row, session, onDone }: ReviewProps & { onDone: () => void }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const label = useId()
  const [rating, setRating] = useState(String(session.review?.rating ?? 5))
  const [comment, setComment] = useState(session.review?.comment ?? '')
  const save = useMutation({
    mutationFn: () => api.review(session.id, Number(rating), comment.trim()),
    onSuccess: (next) => {
      update((desk) => answeredSession(desk, row, next))
      toast(text('life.review.done'))
      onDone()
    },
    onError: refuse,
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <span id={label}>{text('life.review.rating')}</span>
      <SegmentedControl size="xs" data={RATINGS} value={rating} onChange={setRating} aria-labelledby={label} />
      <Textarea size="xs" rows={2} maxLength={2_000} label={text('life.review.comment')} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      <div className={styles.buttons}>
        <Button size="xs" type="submit" loading={save.isPending}>{text('life.review.save')}</Button>
        <Button size="xs" variant="default" onClick={onDone}>{text('action.cancel')}</Button>
      </div>
    </form>
  )
}
