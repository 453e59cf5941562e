import { codeOf } from '../../os/exit.js'
import type { Process } from '../../os/process.js'
import type { OpenFile } from '../../os/streams/open-file.js'
import { Pipe } from '../../os/streams/pipe.js'
import type { RunningShell } from '../context/running-shell.js'
import type { List, ShellCommand } from '../syntax/syntax.js'

/**
 * Runs commands at the same time, each reading what the one before it prints; the exit code is the last one's, or as
 * `pipefail` says.
 */
export async function runPiped(commands: readonly ShellCommand[], shell: RunningShell): Promise<number> {
  const processes: Process[] = []
  let input: OpenFile | null = null
  for (const [index, command] of commands.entries()) {
    const files = new Map(shell.process.files)
    if (input !== null) files.set(0, input)
    const pipe = new Pipe()
    const next: OpenFile | null = index < commands.length - 1 ? pipe.reader() : null
    const writer = next === null ? null : pipe.writer()
    if (writer !== null) files.set(1, writer)
    processes.push(shell.fork((child) => child.only(command), { files }))
    writer?.close()
    input?.close()
    input = next
  }
  const codes: number[] = []
  for (const process of processes) codes.push(codeOf(await shell.process.guard(process.exited)))
  const failed = shell.state.options.has('pipefail') ? codes.filter((code) => code !== 0).at(-1) : undefined
  return failed ?? codes.at(-1) ?? 0
}

/** What commands in a subshell print on standard output; their exit code is the shell's status afterwards. */
export async function outputOf(body: List, shell: RunningShell): Promise<string> {
  const { process, state } = shell
  const pipe = new Pipe()
  const [reader, writer] = [pipe.reader(), pipe.writer()]
  const child = shell.fork((subshell) => subshell.list(body), { files: new Map(process.files).set(1, writer) })
  writer.close()
  const descriptor = 1000 + child.pid
  process.files.set(descriptor, reader)
  const output = await process.readAll(descriptor)
  process.files.delete(descriptor)
  reader.close()
  state.status = codeOf(await process.guard(child.exited))
  return output.toString('utf8').replaceAll('\0', '')
}
