/** Where a search for a canned response stands in what is written: `/` at the beginning of a word, up to the cursor. */
export interface Asked {
  /** Where the slash stands. */
  at: number
  /** Where the cursor stands. */
  end: number
  words: string
}

const ASKED = /(?:^|\s)\/([^\n/]{0,60})$/

export function askedAt(value: string, caret: number): Asked | null {
  const words = ASKED.exec(value.slice(0, caret))?.[1]
  // "and / or" is no search
  return words === undefined || words.startsWith(' ') ? null : { at: caret - words.length - 1, end: caret, words: words.trimEnd() }
}

/** What is written once a response stands where it was searched for, and where the cursor then goes. */
export function put(value: string, { at, end }: Asked, said: string): { text: string; caret: number } {
  return { text: value.slice(0, at) + said + value.slice(end), caret: at + said.length }
}
