import { commandLine } from '../../../command/quote.js'

/** A line that makes a file in the gate's folder. */
export function fileLine(name: string, text: string): string {
  return `file ${name} ${escaped(Buffer.from(text))}\n`
}

/** A line that gives an agent some of what its daemon printed. */
export function outputLine(id: string, stream: 'stdout' | 'stderr', chunk: Uint8Array): string {
  return `answer ${id} ${stream === 'stdout' ? 'out' : 'err'} ${escaped(chunk)}\n`
}

/** A line that has an agent exit. */
export function exitLine(id: string, exitCode: number): string {
  return `answer ${id} exit ${exitCode}\n`
}

/** The line that says that nothing is left of what was launched. */
export const doneLine = 'done\n'

/** Lines that say to a launcher which one it is, and where the gate is that is to know of it. */
export function launchLines(folder: string, launcher: readonly string[]): string {
  return `${folder}\n${escaped(Buffer.from(commandLine(launcher)))}\n`
}

/** Bytes as `printf %b` takes them, in one word without white space. */
function escaped(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[\w./:=+@%,-]/.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`
    })
    .join('')
}
