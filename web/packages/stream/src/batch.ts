/** Collects what arrives and hands it on once per animation frame; a hidden tab has no frames, so a timer stands in. */
const HIDDEN_MS = 250
/** A frame that never comes (the tab was hidden meanwhile) must not hold events back. */
const LATEST_MS = 500

export class Batch<T> {
  private items: T[] = []
  private frame = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly apply: (items: T[]) => void) {}

  push(item: T): void {
    this.items.push(item)
    if (this.items.length === 1) this.schedule()
  }

  /** Forgets what has not been applied; it will come again. */
  clear(): void {
    this.items = []
    cancelAnimationFrame(this.frame)
    clearTimeout(this.timer)
  }

  private schedule(): void {
    if (document.hidden) {
      this.timer = setTimeout(this.flush, HIDDEN_MS)
      return
    }
    this.frame = requestAnimationFrame(this.flush)
    this.timer = setTimeout(this.flush, LATEST_MS)
  }

  private readonly flush = (): void => {
    const items = this.items
    this.clear()
    if (items.length > 0) this.apply(items)
  }
}
