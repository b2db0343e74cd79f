/** Whether the list of shortcuts is open; opened from the account menu and by `?`. */
import { Store } from '@openline/stream'

export const helpOpened = new Store(false)
export const openHelp = () => helpOpened.set(true)
