import { useNow } from '../../app/useNow'
import { useLive } from '../../shell/LiveProvider'

/** The server's clock, ticking: waits and countdowns go by it. */
export function useServerNow(): number {
  const { live } = useLive()
  return useNow() + live.clockOffset
}
