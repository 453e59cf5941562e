/** A text whose lines after the first are further in, so that none of them can be taken for another text's first. */
export function continued(text: string): string {
  return text.replace(/\n(?! )/g, '\n  ')
}
