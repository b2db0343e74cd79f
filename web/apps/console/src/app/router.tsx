/** Every place has an address. The console's pages are fetched when they are first opened. */
import { isApiError } from '@openline/api'
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect,
} from '@tanstack/react-router'
import type { SessionSearch } from '../console/sessions/search'
import { DeskPage } from '../desk/DeskPage'
import { Shell } from '../shell/Shell'
import { meQuery, type Core } from './core'
import { CHANNEL_TABS, VIEWS } from './places'
import { NotFound, PageProblem } from './Problem'

const root = createRootRouteWithContext<{ core: Core }>()({ notFoundComponent: NotFound, errorComponent: PageProblem })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk/$view/{-$conversationId}', params: { view: 'mine' } })
  },
})

/** Only a place of our own: an address from a link must not send anybody elsewhere after sign-in. */
function ownPlace(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined
}

/** Setting up in the address: `new` (of a platform, if it is chosen) or a connection, and the setting to begin with. */
interface SetupSearch {
  setup?: string
  platform?: string
  mend?: string
}

function word(name: keyof SetupSearch, search: Record<string, unknown>): SetupSearch {
  const value = search[name]
  return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {}
}

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string | undefined } => ({ next: ownPlace(search.next) }),
  component: lazyRouteComponent(() => import('../auth/SignInPage'), 'SignInPage'),
})
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('../auth/ForgottenPage'), 'ForgottenPage'),
})
const link = createRoute({
  getParentRoute: () => root,
  path: '/link/$token',
  component: lazyRouteComponent(() => import('../auth/LinkPage'), 'LinkPage'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.core.queries.ensureQueryData(meQuery(context.core.api))
    } catch (error) {
      if (!isApiError(error) || error.status !== 401) throw error
      throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
  component: Shell,
})

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/desk/$view/{-$conversationId}',
  params: {
    parse: (params) => ({ ...params, view: VIEWS.find((view) => view === params.view) ?? 'mine' }),
    stringify: (params) => params,
  },
  component: DeskPage,
})
const pages = createRoute({
  getParentRoute: () => inside,
  id: 'console',
  component: lazyRouteComponent(() => import('../console/Console'), 'Console'),
})
const center = createRoute({
  getParentRoute: () => pages,
  path: '/contact-center',
  component: lazyRouteComponent(() => import('../console/contactcenter/ContactCenterPage'), 'ContactCenterPage'),
})
const channels = createRoute({
  getParentRoute: () => pages,
  path: '/channels',
  component: lazyRouteComponent(() => import('../console/channels/ChannelsPage'), 'ChannelsPage'),
})
const channel = createRoute({
  getParentRoute: () => pages,
  path: '/channels/$channelId/$tab',
  params: {
    parse: (params) => ({ ...params, tab: CHANNEL_TABS.find((tab) => tab === params.tab) ?? 'queue' }),
    stringify: (params) => params,
  },
  validateSearch: (search: Record<string, unknown>): SetupSearch => ({ ...word('setup', search), ...word('platform', search), ...word('mend', search) }),
  component: lazyRouteComponent(() => import('../console/channels/ChannelPage'), 'ChannelPage'),
})
const board = createRoute({
  getParentRoute: () => pages,
  path: '/board/{-$channelId}',
  component: lazyRouteComponent(() => import('../console/board/BoardPage'), 'BoardPage'),
})
const sessions = createRoute({
  getParentRoute: () => pages,
  path: '/sessions',
  validateSearch: (search: Record<string, unknown>): SessionSearch => search,
  component: lazyRouteComponent(() => import('../console/sessions/SessionsPage'), 'SessionsPage'),
})
const people = createRoute({
  getParentRoute: () => pages,
  path: '/people',
  component: lazyRouteComponent(() => import('../console/people/PeoplePage'), 'PeoplePage'),
})
const company = createRoute({
  getParentRoute: () => pages,
  path: '/company',
  component: lazyRouteComponent(() => import('../console/company/CompanyPage'), 'CompanyPage'),
})
const canned = createRoute({
  getParentRoute: () => pages,
  path: '/canned',
  component: lazyRouteComponent(() => import('../console/canned/CannedPage'), 'CannedPage'),
})
const ascode = createRoute({
  getParentRoute: () => pages,
  path: '/settings-as-code',
  validateSearch: (search: Record<string, unknown>): { channel?: string } => typeof search.channel === 'string' || typeof search.channel === 'number' ? { channel: String(search.channel) } : {},
  component: lazyRouteComponent(() => import('../console/ascode/AsCodePage'), 'AsCodePage'),
})
const bots = createRoute({
  getParentRoute: () => pages,
  path: '/bots',
  component: lazyRouteComponent(() => import('../console/bots/BotsPage'), 'BotsPage'),
})
const tokens = createRoute({
  getParentRoute: () => pages,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../console/tokens/TokensPage'), 'TokensPage'),
})
const profile = createRoute({
  getParentRoute: () => pages,
  path: '/profile',
  component: lazyRouteComponent(() => import('../console/profile/ProfilePage'), 'ProfilePage'),
})

const tree = root.addChildren([home, login, forgotten, link, inside.addChildren([desk, pages.addChildren([board, sessions, center, channels, channel, people, company, canned, ascode, bots, tokens, profile])])])

export function createAppRouter(core: Core) {
  return createRouter({ routeTree: tree, context: { core }, defaultPreload: 'intent', scrollRestoration: false })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
