/**
 * The argument vector that a login line of Berth's runs in the end, which a host in memory starts at once: to have its
 * shell decode each line, and read each program anew behind other words, takes most of a test's time. Null for any
 * other command line, which the shell runs as it is.
 */
export function loginArgv(line: string): readonly string[] | null {
  const [, name, setup, program] = loginLine.exec(line) ?? []
  if (name === undefined || setup === undefined || program === undefined) return null
  const words = wordsOf(decoded(setup))
  const verb = words.findIndex((word) => word === 'set' || word === 'exec')
  const assignments = words[0] === 'export' ? words.slice(1, verb) : []
  const argv =
    words[verb] === 'set' ? ['sh', '-c', decoded(program), name, ...words.slice(verb + 2)] : words.slice(verb + 1)
  return assignments.length === 0 ? argv : ['env', ...assignments, ...argv]
}

const loginLine = /^exec sh -c 'eval "\$\(printf "\$1\$2"\)"' (\S+) '([^']*)' '([^']*)'$/

/** What `printf` makes of a format without a conversion. */
function decoded(format: string): string {
  return Buffer.from(
    format.replace(/\\n|%%|\\([0-7]{3})/g, (written, code) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 8))
      return written === '%%' ? '%' : '\n'
    }),
    'latin1',
  ).toString('utf8')
}

/** The words of a text in which all that is special is quoted. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s'\\]|'[^']*'|\\.)+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|\\(.)/gs,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  )
}
