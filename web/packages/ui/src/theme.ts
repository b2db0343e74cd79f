/** Mantine told about our colours, sizes and contrast. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const iris: MantineColorsTuple = [
  '#f3f3ff', '#e6e5fe', '#cdcbfc', '#b1adf9', '#9690f3', '#7d75ea', '#675ee0', '#574dd0', '#4a41b8', '#3c3596',
]
const dark: MantineColorsTuple = [
  '#ececf1', '#a3a3ae', '#8e8e99', '#74747f', '#3a3b43', '#2a2b31', '#1f2025', '#17181b', '#111214', '#0c0c0e',
]

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

export const theme = createTheme({
  primaryColor: 'iris',
  colors: { iris, dark },
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  black: '#1a1a1f',
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px', lineHeight: '28px' }, h2: { fontSize: '15px', lineHeight: '24px' }, h3: { fontSize: '13px', lineHeight: '20px' } },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    // The page itself never scrolls, so there is nothing to lock (and locking writes a style sheet without a nonce).
    Modal: { defaultProps: { centered: true, lockScroll: false, overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { lockScroll: false, overlayProps: { backgroundOpacity: 0.35 } } },
    // The placeholder is a child that a menu may not have; arrows find the first item without it.
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false } },
    Button: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
  },
})

/** Mantine's own dimmed grey is below 4.5:1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--ol-text-soft)',
    '--mantine-color-body': 'var(--ol-ground)',
    '--mantine-color-text': 'var(--ol-text)',
    '--mantine-color-default-border': 'var(--ol-line-strong)',
    '--mantine-color-placeholder': '#6b6b76',
    '--mantine-color-error': 'var(--ol-danger)',
    '--mantine-color-anchor': 'var(--ol-accent)',
    '--mantine-primary-color-light-color': 'var(--ol-accent)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--ol-text-soft)',
    '--mantine-color-body': 'var(--ol-ground)',
    '--mantine-color-text': 'var(--ol-text)',
    '--mantine-color-default-border': 'var(--ol-line-strong)',
    '--mantine-color-placeholder': '#92929d',
    '--mantine-color-error': 'var(--ol-danger)',
    '--mantine-color-anchor': 'var(--ol-accent)',
    '--mantine-primary-color-light-color': 'var(--ol-accent)',
  },
})
