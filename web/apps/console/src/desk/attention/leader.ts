/** Of several tabs of one person one rings: whoever holds the lock. It passes on when that tab closes. */
export function lead(onLead: () => void): () => void {
  if (!('locks' in navigator)) {
    onLead()
    return () => undefined
  }
  const controller = new AbortController()
  let release: () => void = () => undefined
  const held = () => {
    onLead()
    return new Promise<void>((resolve) => {
      release = resolve
    })
  }
  navigator.locks.request('openline.bell', { signal: controller.signal }, held).catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error // given up while waiting
  })
  return () => {
    controller.abort()
    release()
  }
}
