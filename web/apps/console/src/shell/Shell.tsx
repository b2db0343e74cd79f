import { Button, Drawer, Skeleton } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { ErrorState, Icon, Waiting } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useSyncExternalStore } from 'react'
import { meQuery, useApi } from '../app/core'
import { lazily } from '../app/lazily'
import { refusalText } from '../app/refusal'
import { useAttention } from '../desk/attention/useAttention'
import { Keys } from '../desk/keys/Keys'
import { OfferPopup } from '../desk/offer/OfferPopup'
import { useLocale } from '../i18n/LocaleProvider'
import { useText } from '../i18n/text'
import { Banner } from './Banner'
import { ConnectionsBanner } from './ConnectionsBanner'
import { LiveProvider, useDesk, useLive } from './LiveProvider'
import styles from './Shell.module.css'
import { Sidebar } from './Sidebar'

const NoticeBell = lazily(() => import('./notices/NoticeBell').then((module) => ({ default: module.NoticeBell })))

export function Shell() {
  const api = useApi()
  const me = useQuery(meQuery(api))
  const { setTimeZone } = useLocale()
  const zone = me.data?.person.time_zone ?? null
  useEffect(() => {
    setTimeZone(zone)
    return () => setTimeZone(null)
  }, [setTimeZone, zone])
  if (!me.data) return null // signed out a moment ago; the router is on its way to the door
  return (
    <LiveProvider me={me.data} key={me.data.person.id}>
      <WhenLoaded />
    </LiveProvider>
  )
}

function WhenLoaded() {
  const text = useText()
  const { live } = useLive()
  const loaded = useSyncExternalStore(live.desk.subscribe, () => live.desk.get() !== null)
  const problem = useSyncExternalStore(live.problem.subscribe, live.problem.get)
  if (loaded) return <Frame />
  if (problem) {
    return (
      <main>
        <ErrorState title={text('error.title')} action={<Button onClick={live.reload}>{text('action.again')}</Button>}>
          {refusalText(text, problem)}
        </ErrorState>
      </main>
    )
  }
  return (
    <Waiting label={text('state.loading')} slow={text('state.slow')}>
      <div className={styles.outline}>
        <Skeleton h="100%" radius={0} animate={false} />
        <Skeleton h="100%" radius={0} />
      </div>
    </Waiting>
  )
}

function Frame() {
  const text = useText()
  const [opened, menu] = useDisclosure(false)
  const narrow = useMediaQuery('(max-width: 56.25em)', undefined, { getInitialValueInEffect: false })
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { close } = menu
  useEffect(close, [path, close])
  useAttention()
  const bell = <Suspense><NoticeBell /></Suspense>
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">{text('shell.skip')}</a>
      {narrow ? (
        <>
          <section className={styles.topbar} aria-label={text('shell.top')}>
            <Button variant="subtle" color="gray" size="compact-md" onClick={menu.open} aria-expanded={opened} aria-label={text('shell.menu')}>
              <Icon name="menu" />
            </Button>
            <TopCount />
            {bell}
          </section>
          <Drawer.Root opened={opened} onClose={close} size={264} padding={0}>
            <Drawer.Overlay />
            <Drawer.Content aria-label={text('shell.menu')}>
              <Sidebar />
            </Drawer.Content>
          </Drawer.Root>
        </>
      ) : (
        <Sidebar top={bell} />
      )}
      <div className={styles.main}>
        <Banner />
        <ConnectionsBanner />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <OfferPopup />
      <Keys />
    </div>
  )
}

function TopCount() {
  const text = useText()
  const counts = useDesk((desk) => desk.counts)
  return <span className={styles.topCount}>{text('shell.counts', { new: counts.new, mine: counts.mine })}</span>
}
