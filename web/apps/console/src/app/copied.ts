/** Carries a text to the clipboard, and says whether that was possible: pages without https have none. */
export function copied(value: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return Promise.resolve(false)
  return navigator.clipboard.writeText(value).then(() => true, () => false)
}
