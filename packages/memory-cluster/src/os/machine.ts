import { setImmediate } from 'node:timers'
import type { MemoryClock } from '../clock/clock.js'
import { MemoryFiles } from './files/memory-files.js'
import { absolutePath, folderOf, nameOf } from './files/path.js'
import { type FoundProgram, Process, ProcessEnded, type ProcessMachine, type Program } from './process.js'
import type { ProcessParts } from './process-parts.js'
import { nullDevice, type OpenFile } from './streams/open-file.js'
import { programFolders, systemFiles } from './system-files.js'

/** What a machine is made of. */
export interface MachineParts {
  readonly hostname: string
  readonly clock: MemoryClock
  /** The program of a name; null if there is none. */
  readonly program: (name: string) => Program | null
  /** Asked before each program: its exit code if it was answered instead of run; null to run it. */
  readonly answer: (process: Process, argv: readonly string[]) => Promise<number | null>
}

/** One operating system in memory: a host's, or a container's. */
export class Machine implements ProcessMachine {
  readonly hostname: string
  readonly clock: MemoryClock
  readonly files: MemoryFiles
  readonly processes: Map<number, Process> = new Map()
  bootId = ''
  bootedAt: number
  readonly #program: MachineParts['program']
  readonly #answer: MachineParts['answer']
  #boots = 0
  #lastPid = 0

  constructor({ hostname, clock, program, answer }: MachineParts) {
    this.hostname = hostname
    this.clock = clock
    this.#program = program
    this.#answer = answer
    this.bootedAt = clock.now()
    this.files = new MemoryFiles(systemFiles(() => this))
    for (const folder of ['/tmp', '/etc', '/var/lib', '/run', '/root', '/home']) this.files.makeFolders(folder)
    this.boot()
  }

  /** Begins anew: no process is left, and only what is in files. Process 1 is a program that does nothing, for ever. */
  boot(): void {
    this.shutDown()
    this.#boots += 1
    this.#lastPid = 0
    this.bootedAt = this.clock.now()
    this.bootId = `${this.hostname}-boot-${this.#boots}`
    this.start(this.bareParts(['init']), () => new Promise(() => undefined), 0)
  }

  /** Ends every process at once. */
  shutDown(): void {
    for (const process of [...this.processes.values()]) process.end({ signal: 'KILL' })
  }

  /** What a process of the system itself begins with. */
  bareParts(argv: readonly string[]): ProcessParts {
    const files = new Map<number, OpenFile>([0, 1, 2].map((descriptor) => [descriptor, nullDevice]))
    const env = new Map([
      ['PATH', [...programFolders].reverse().join(':')],
      ['HOME', '/root'],
    ])
    return { argv, env, cwd: '/', user: 0, umask: 0o022, files }
  }

  start(parts: ProcessParts, body: Program, parent = 1): Process {
    this.#lastPid += 1
    const process = new Process(this, this.#lastPid, parent, parts)
    this.processes.set(process.pid, process)
    body(process).then(
      (code) => process.end({ code: code & 255 }),
      (error: unknown) => {
        if (error instanceof ProcessEnded) return
        process.files.get(2)?.tryWrite(Buffer.from(`${parts.argv[0]}: ${String(error)}\n`))
        process.end({ signal: 'ABRT' })
      },
    )
    return process
  }

  program(name: string): Program | null {
    return this.#program(name)
  }

  async become(process: Process, argv: readonly string[], self = 'sh'): Promise<number> {
    const [name = ''] = argv
    process.argv = argv
    const answered = await this.#answer(process, argv)
    if (answered !== null) return answered
    const found = this.find(name, process.cwd)
    if (typeof found === 'number') {
      const why = found === 126 ? 'Permission denied' : name.includes('/') ? 'No such file or directory' : 'not found'
      return process.fail(`${self}: ${name}: ${why}`, found)
    }
    process.argv = found.argv(argv)
    return found.program(process)
  }

  find(name: string, cwd: string): FoundProgram | 126 | 127 {
    const bare = !name.includes('/')
    const path = bare ? `/usr/local/bin/${name}` : absolutePath(cwd, name)
    const known = bare || programFolders.has(folderOf(path)) ? this.#program(nameOf(path)) : null
    const file = this.files.kept(path)
    if (file?.kind === 'file') {
      const shell = this.#program('sh')
      if ((file.mode & 0o111) === 0 || shell === null) return 126
      return { program: shell, argv: (given) => ['sh', path, ...given.slice(1)] }
    }
    if (known !== null) return { program: known, argv: (given) => given }
    return file === null ? 127 : 126
  }

  async turn(): Promise<void> {
    const release = this.clock.hold()
    await new Promise<void>((resolve) => void setImmediate(resolve))
    release()
  }

  forget({ pid }: Process): void {
    this.processes.delete(pid)
    for (const process of this.processes.values()) if (process.parent === pid) process.parent = 1
  }
}
