import { escaped } from '../escaped.js'

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
