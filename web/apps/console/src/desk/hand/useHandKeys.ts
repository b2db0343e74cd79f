/** Alt and a letter do what may be done with the open conversation; asked for early, it is done when the menu is there. */
import { useKeys } from '../keys/useKeys'
import { useOffers } from '../offer/useOffers'
import { askHand } from './asked'
import { HANDS, type Hand } from './hands'

export function useHandKeys(hands: readonly Hand[]): void {
  const rings = useOffers().length > 0
  const mine = hands.filter((hand) => !rings || (hand !== 'accept' && hand !== 'skip')) // then these are the offer's that rings
  useKeys(mine.map((hand) => ({ code: HANDS[hand].code, alt: true, run: () => askHand(hand) })))
}
