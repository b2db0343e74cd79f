/** The words that stand in addresses. */
import type { View } from '@openline/api'

export const VIEWS = ['new', 'mine', 'all'] as const satisfies readonly View[]
export const CHANNEL_TABS = ['queue', 'settings', 'connections'] as const
export type ChannelTab = (typeof CHANNEL_TABS)[number]
