/** A table to keep, as a file of the reader's computer. */
export function save(table: string, name: string): void {
  // the mark lets spreadsheets know that it is UTF-8
  const url = URL.createObjectURL(new Blob(['\uFEFF', table], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name.replaceAll(/[\\/:*?"<>|]/g, ' ') })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
