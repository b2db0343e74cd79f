/** A file to keep on the reader's computer. */
export function save(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name.replaceAll(/[\\/:*?"<>|]/g, ' ') })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A table; the mark before it lets spreadsheets know that it is UTF-8. */
export function saveTable(name: string, table: string): void {
  save(name, 'text/csv;charset=utf-8', `\uFEFF${table}`)
}
