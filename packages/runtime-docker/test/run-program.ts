import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askForReports, type HostProgram, type ProgramAnswer, type ProgramListener } from '@berth/core/adapter'
import { localTransport } from '@berth/transport-local'
import { afterAll } from 'vitest'
import { dockerDialect } from '../src/engine/docker-dialect.js'
import type { Engine } from '../src/engine/engine.js'

/** Every shell that may be a host's `sh`. */
export const shells: readonly (readonly [name: string, shell: readonly string[]])[] = [
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
]

/** Docker, as its programs are told of it. */
export const docker: Engine = { dialect: dockerDialect, reachedBy: 'plain', store: 'classic', rootless: false }

/** A folder whose `docker` is a shell program of this text, in which `$0.calls` is not written: every call's words stand in `calls` before it runs. */
export class StubEngine {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'berth-engine-'))
  readonly #transport = localTransport()

  constructor(text: string) {
    const file = join(this.folder, 'docker')
    writeFileSync(file, `#!/bin/sh\ncd "\${0%/*}"\nprintf '%s\\n' "$*" >>calls\n${text}\n`)
    chmodSync(file, 0o755)
  }

  /** What a program comes to on this machine in a shell; rejects as `askForReports` does. */
  async run(
    program: HostProgram,
    shell: readonly string[],
    options: ProgramListener & { readonly through?: readonly string[] } = {},
  ): Promise<ProgramAnswer> {
    const { through = [], ...listener } = options
    const host = await this.#transport.connect('this')
    const operation = { host: 'this', code: 'BERTH_LAUNCH_FAILED', unknown: 'BERTH_LAUNCH_UNKNOWN' } as const
    const asked = { ...operation, operation: 'ask', afterwards: 'Look yourself.' }
    const env = { PATH: `${this.folder}:${process.env.PATH}`, TMPDIR: this.folder }
    return askForReports(host, asked, { ...program, shell, through }, { env, ...listener })
  }

  /** The words of every call, in order. */
  get calls(): readonly string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').trimEnd().split('\n')
  }

  async close(): Promise<void> {
    await this.#transport.close()
    rmSync(this.folder, { recursive: true })
  }
}

/** Makes engines that go when the tests of the file are done. */
export function useStubs(): (text: string) => StubEngine {
  const made: StubEngine[] = []
  afterAll(() => Promise.all(made.map((stub) => stub.close())))
  return (text) => {
    const stub = new StubEngine(text)
    made.push(stub)
    return stub
  }
}
