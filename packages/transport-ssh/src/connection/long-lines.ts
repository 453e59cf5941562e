/** A command line as it is asked for, and what of it is sent on standard input first. */
export interface SentLine {
  readonly asked: string
  /** Empty where the line is asked for whole. */
  readonly input: string
}

/**
 * How a server is given a command line, by what the server calls itself. dropbear takes 9,000 bytes, and ends the whole
 * connection at a longer one: a shell there reads such a line from its standard input, byte by byte, so that what comes
 * behind is left to the command.
 *
 * @example
 * const { asked, input } = sentLine(commandLine, 'dropbear_2022.83')
 */
export function sentLine(commandLine: string, software: string): SentLine {
  if (!/^dropbear/i.test(software) || Buffer.byteLength(commandLine) <= longest)
    return { asked: commandLine, input: '' }
  return lineFromInput(commandLine)
}

/** A line that a shell reads from its standard input, and runs whole or not at all: the brace asks for its other. */
export function lineFromInput(commandLine: string): SentLine {
  const input = `${commandLine}\n}`
  return { asked: `exec sh -c 'eval "{ $(dd bs=1 count=${Buffer.byteLength(input)} 2>/dev/null)"'`, input }
}

/** Bytes, with room for what a server may put before a line. */
const longest = 8000
