/** One file of a bundle. */
export interface BundledFile {
  readonly path: string
  /** Octal permission bits. */
  readonly mode: string
  /** Whole lines. */
  readonly text: string
}

/**
 * Files as one text for standard input, which the applying program reads with nothing but a shell. Throws `TypeError`
 * for a text without whole lines.
 */
export function bundle(files: readonly BundledFile[]): string {
  const parts = files.map(({ path, mode, text }) => {
    if (!text.endsWith('\n') || text.includes('\0')) throw new TypeError(`${path} must be whole lines of text`)
    return `${mode} ${text.split('\n').length - 1} ${path}\n${text}`
  })
  return `${parts.join('')}end\n`
}
