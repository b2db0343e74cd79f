/** The settings of our own widget that its form shows. */
import type { ConfigValue, Connection } from '@openline/api'

export interface WidgetValues {
  title: string
  color: string
  allowed_origins: string[]
}

const isList = (value: ConfigValue | undefined): value is readonly string[] => Array.isArray(value)

export function widgetValues({ config }: Connection): WidgetValues {
  const { title, color, allowed_origins: origins } = config
  return {
    title: typeof title === 'string' ? title : '',
    color: typeof color === 'string' ? color : '',
    allowed_origins: isList(origins) ? [...origins] : [],
  }
}
