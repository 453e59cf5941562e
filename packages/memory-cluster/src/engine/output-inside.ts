import { codeOf } from '../os/exit.js'
import type { Process } from '../os/process.js'
import { nullDevice } from '../os/streams/open-file.js'
import { Pipe } from '../os/streams/pipe.js'
import type { MemoryContainer } from './container.js'

/** Runs a command as uid 0 in a running container, for the engine's own process, and takes what it printed. */
export async function outputInside(
  process: Process,
  { machine, env }: MemoryContainer,
  argv: readonly string[],
): Promise<{ readonly code: number; readonly text: string }> {
  const pipe = new Pipe()
  const [reader, writer] = [pipe.reader(), pipe.writer()]
  const own = machine.bareParts(argv)
  const files = new Map([
    [0, nullDevice],
    [1, writer],
    [2, nullDevice],
  ])
  const parts = { ...own, env: new Map([...own.env, ...Object.entries(env)]), files }
  const child = machine.start(parts, (each) => machine.become(each, argv))
  // Several containers may be asked at once, and each counts its own processes.
  let descriptor = 1000 + child.pid
  while (process.files.has(descriptor)) descriptor += 1
  process.files.set(descriptor, reader)
  const output = await process.readAll(descriptor)
  process.files.delete(descriptor)
  reader.close()
  return { code: codeOf(await process.guard(child.exited)), text: output.toString('utf8') }
}
