/** A section of what the program that looks at a host printed. */
export interface Section {
  readonly name: string
  readonly words: readonly string[]
  readonly text: string
}

const last = '\0files\n'

/** Splits what was printed. Throws where the last section is missing: the program did not come to its end. */
export function sectionsOf(printed: string): { readonly sections: readonly Section[]; readonly files: string } {
  const end = printed.indexOf(last)
  if (end === -1) throw new Error(`the look at a host was cut short after ${JSON.stringify(printed.slice(-200))}`)
  const sections = printed
    .slice(0, end)
    .split('\0')
    .slice(1)
    .map((section) => {
      const [head = '', ...lines] = section.split('\n')
      const [name = '', ...words] = head.split(' ')
      return { name, words, text: lines.join('\n') }
    })
  return { sections, files: printed.slice(end + last.length) }
}
