/** Words as people type them into a search: without regard to case and marks ("nguyen" finds "Nguyễn"). */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLocaleLowerCase()
}

/** Whether every word of a search stands somewhere in a text that is folded already; an empty search is met by all. */
export function meets(text: string, search: string): boolean {
  return folded(search).split(/\s+/).every((word) => text.includes(word))
}
