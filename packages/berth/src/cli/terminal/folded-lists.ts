/** Lines of a list that a terminal is shown; of a longer one, the beginning. */
export const longestList = 200

/** Lines of one warning. */
export const longestWarning = 40

/** Groups of hosts whose results, and whose errors, a terminal is shown one by one. */
export const mostGroups = 60

/** What was shown in part: the whole of it is for a file. */
export class FoldedLists {
  readonly #whole: string[] = []

  /** The text as it is; of one with more lines than `most`, the beginning, and how many are left out. */
  fold(text: string, most: number): string {
    const lines = text.trimEnd().split('\n')
    if (lines.length <= most) return text
    this.keep(text)
    const end = text.endsWith('\n') ? '\n' : ''
    return `${[...lines.slice(0, most), `… and ${lines.length - most} more lines`].join('\n')}${end}`
  }

  /** Takes the whole of what was shown in part. */
  keep(whole: string): void {
    this.#whole.push(whole.trimEnd())
  }

  /** All of what was shown in part; null where nothing was. */
  get whole(): string | null {
    return this.#whole.length === 0 ? null : `${this.#whole.join('\n\n')}\n`
  }
}

/** Whether a text names not all of the hosts that it tells of. */
export function leavesHostsOut(text: string): boolean {
  return / and \d+ more \(\d+\)/.test(text)
}
