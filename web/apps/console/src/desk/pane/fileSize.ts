import type { IntlShape } from 'react-intl'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function fileSize(intl: IntlShape, bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0)
  const unit = UNITS[power] ?? 'byte'
  return intl.formatNumber(bytes / 1000 ** power, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: power > 1 ? 1 : 0 })
}
