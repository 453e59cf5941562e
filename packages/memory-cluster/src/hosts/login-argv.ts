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
    words[verb] === 'set' ? ['sh', '-c', programOf(program), name, ...words.slice(verb + 2)] : words.slice(verb + 1)
  return assignments.length === 0 ? argv : ['env', ...assignments, ...argv]
}

const loginLine = /^exec sh -c 'eval "\$\(printf "\$1\$2"\)"' (\S+) '([^']*)' '([^']*)'$/

/** The programs of formats that were decoded: the same few are run on every host. */
const programs = new Map<string, string>()

/** Programs that are remembered at once: more than Berth has. */
const most = 64

function programOf(format: string): string {
  const program = programs.get(format) ?? decoded(format)
  if (programs.size >= most) programs.clear()
  programs.set(format, program)
  return program
}

/** What `printf` makes of a format without a conversion: its escapes are a newline and three digits of a byte. */
function decoded(format: string): string {
  const bytes = Buffer.from(format, 'latin1')
  let end = 0
  for (let at = 0; at < bytes.length; at += 1, end += 1) {
    const byte = bytes[at]
    if (byte === percent) at += 1
    if (byte !== backslash) bytes[end] = byte ?? 0
    else if (bytes[at + 1] === letterN) {
      bytes[end] = newline
      at += 1
    } else {
      bytes[end] = Number.parseInt(bytes.toString('latin1', at + 1, at + 4), 8)
      at += 3
    }
  }
  return bytes.toString('utf8', 0, end)
}

const percent = 0x25
const backslash = 0x5c
const letterN = 0x6e
const newline = 0x0a

/** The words of a text in which all that is special is quoted. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s'\\]+|'[^']*'|\\.)+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|\\(.)/gs,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  )
}
