import type { SpotlightActionData } from '@mantine/spotlight'
import { Icon } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useWords } from '../../i18n/text'
import { useDesk } from '../../shell/LiveProvider'

/** More would hide everything else; who has more channels goes to one of them first. */
const MAX_CHANNELS = 5
const LABEL = /^setting\.(.+)\.label$/

/** Settings by name and by other words for them: of the channel whose page is open, else of the first few. */
export function useSettingEntries(): SpotlightActionData[] {
  const api = useApi()
  const intl = useIntl()
  const words = useWords()
  const go = useNavigate()
  const { channelId } = useParams({ strict: false })
  const mayEdit = useDesk((desk) => desk.me.person.role) === 'administrator'
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels), enabled: mayEdit }).data?.items
  return useMemo(() => {
    const keys = Object.keys(intl.messages).map((id) => LABEL.exec(id)?.[1]).filter((key) => key !== undefined)
    const open = channels?.find(({ id }) => id === channelId)
    const offered = open ? [open] : channels?.slice(0, MAX_CHANNELS) ?? []
    return offered.flatMap((channel) => keys.map((key) => ({
      id: `setting-${channel.id}-${key}`, label: words('setting', `${key}.label`) ?? key, description: channel.name,
      keywords: [key, words('setting', `${key}.also`) ?? ''], leftSection: <Icon name="settings" />,
      onClick: () => void go({ to: '/channels/$channelId/$tab', params: { channelId: channel.id, tab: 'settings' }, hash: `setting-${key}` }),
    })))
  }, [intl, words, go, channels, channelId])
}
