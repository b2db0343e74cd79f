/** Texts in view of a page that somebody cannot read: cut off by a box that does not scroll, or under another text. */
() => {
  const SLACK = 2
  const found = []
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || !node.data.trim() || ['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT'].includes(parent.tagName)) continue
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width < 1 || box.height < 1 || box.bottom < 0 || box.right < 0) continue
    texts.push({ node, parent, box, name: node.data.trim().slice(0, 70) })
  }
  /** What is for screen readers only. */
  const isUnseen = (element) => element.getBoundingClientRect().width <= SLACK || getComputedStyle(element).clip !== 'auto' || getComputedStyle(element).clipPath === 'inset(50%)'
  for (const text of texts) {
    text.area = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity }
    for (let box = text.parent; box && box !== document.body; box = box.parentElement) {
      if (isUnseen(box)) { text.unseen = true; break }
      const style = getComputedStyle(box)
      const area = box.getBoundingClientRect()
      const across = style.overflowX
      const down = style.overflowY
      if (!text.scrolls && style.display !== 'inline') {
        const cut = (across === 'hidden' || across === 'clip') && (text.box.right > area.right + SLACK || text.box.left < area.left - SLACK)
        const low = (down === 'hidden' || down === 'clip') && (text.box.bottom > area.bottom + text.box.height / 3 || text.box.top < area.top - text.box.height / 3)
        // What people wrote may be cut where it is only told; what we say may not.
        if ((cut || low) && text.node.data.includes('⟦') && !text.parent.closest('[title]')) found.push(`cut off: ${text.name}`)
        if (cut || low) { text.unseen = true; break }
      }
      if (across === 'auto' || across === 'scroll' || down === 'auto' || down === 'scroll') text.scrolls = true
      if (across !== 'visible' || down !== 'visible') {
        text.area.left = Math.max(text.area.left, area.left)
        text.area.right = Math.min(text.area.right, area.right)
        text.area.top = Math.max(text.area.top, area.top)
        text.area.bottom = Math.min(text.area.bottom, area.bottom)
      }
      if (style.position === 'fixed' || style.position === 'sticky') { text.layer = box; break }
      if (style.position === 'absolute' && Number(style.zIndex) > 0) { text.layer ??= box }
    }
  }
  const shown = texts.filter(({ unseen, box, area }) => !unseen && box.right > area.left && box.left < area.right && box.bottom > area.top && box.top < area.bottom)
  const lines = shown.flatMap((text) => {
    const range = document.createRange()
    range.selectNodeContents(text.node)
    return [...range.getClientRects()].map((box) => ({ ...text, box }))
  })
  for (let one = 0; one < lines.length; one += 1) {
    for (let two = one + 1; two < lines.length; two += 1) {
      const [a, b] = [lines[one], lines[two]]
      if (a.node === b.node || a.layer !== b.layer) continue
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
      if (wide > SLACK && high > Math.min(a.box.height, b.box.height) / 2) found.push(`on one another: ${a.name} | ${b.name}`)
    }
  }
  const across = document.documentElement.scrollWidth - innerWidth
  return across > 0 ? [`${across} px too wide`, ...found] : found
}
