import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  askForReports,
  type ContainerShell,
  type HostConnection,
  type HostProgram,
  type ProgramAnswer,
  type ProgramListener,
} from '@berth/core/adapter'
import { afterAll } from 'vitest'
import { dockerDialect } from '../src/engine/docker-dialect.js'
import type { Engine } from '../src/engine/engine.js'

/** Docker, as its programs are told of it. */
export const docker: Engine = {
  dialect: dockerDialect,
  reachedBy: 'plain',
  store: 'classic',
  root: '/var/lib/docker',
  rootless: false,
  identity: 'ENGINE',
}

/** Puts a folder before the others in which commands are looked for. */
const withFolder = ['sh', '-c', 'PATH=$1:$PATH && shift && exec "$@"', 'sh']

/**
 * A `docker` that is a shell program of this text, run in a folder of its own: the words of every call stand in `calls`
 * there.
 */
export class StubEngine {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'berth-engine-'))
  readonly #shell: ContainerShell

  constructor(shell: ContainerShell, text: string) {
    this.#shell = shell
    const file = join(this.folder, 'docker')
    writeFileSync(file, `#!/bin/sh\ncd "\${0%/*}" && printf '%s\\n' "$*" >>calls\n${text}\n`)
    chmodSync(file, 0o755)
  }

  /** Puts another command, a shell program of this text, before the machine's own of that name. */
  add(command: string, text: string): void {
    const file = join(this.folder, command)
    writeFileSync(file, `#!/bin/sh\n${text}\n`)
    chmodSync(file, 0o755)
  }

  /**
   * What a program comes to on this machine; rejects as `askForReports` does. `through` are words before the shell's.
   */
  run(
    program: HostProgram,
    { through = [], ...listener }: ProgramListener & Pick<HostProgram, 'through'> & { signal?: AbortSignal } = {},
  ): Promise<ProgramAnswer> {
    const operation = { host: 'this', code: 'BERTH_LAUNCH_FAILED', unknown: 'BERTH_LAUNCH_UNKNOWN' } as const
    const asked = { ...operation, operation: 'ask', afterwards: 'Look yourself.' }
    const found = { ...program, through: [...withFolder, this.folder, ...through] }
    const env = { TMPDIR: this.folder }
    return askForReports(this.#shell as HostConnection, asked, found, { env, ...listener })
  }

  /** The words of every call, in order. */
  get calls(): readonly string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').trimEnd().split('\n')
  }
}

/** Makes engines that go when the tests of a suite are done. */
export function useStubs(shell: ContainerShell): (text: string) => StubEngine {
  const made: StubEngine[] = []
  afterAll(() => {
    for (const { folder } of made) rmSync(folder, { recursive: true })
  })
  return (text) => {
    const stub = new StubEngine(shell, text)
    made.push(stub)
    return stub
  }
}
