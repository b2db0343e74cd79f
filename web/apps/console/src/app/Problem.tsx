import { ApiError } from '@openline/api'
import { Button } from '@mantine/core'
import { EmptyState, ErrorState } from '@openline/ui'
import { Link, useRouter } from '@tanstack/react-router'
import { useText } from '../i18n/text'

export function PageProblem({ error, reset }: { error: unknown; reset: () => void }) {
  const text = useText()
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  const detail = error instanceof ApiError && error.detail ? error.detail : null
  const words = error instanceof ApiError && error.unanswered ? text('error.network') : (detail ?? text('error.page'))
  return (
    <main>
      <ErrorState title={text('error.title')} action={<Button onClick={again}>{text('action.again')}</Button>}>
        {words}
      </ErrorState>
    </main>
  )
}

export function NotFound() {
  const text = useText()
  return (
    <main>
      <EmptyState icon="search" title={text('error.not_found')} action={<Link to="/">{text('error.to_desk')}</Link>}>
        {text('error.not_found_help')}
      </EmptyState>
    </main>
  )
}
