import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { localTransport } from '@berth/transport-local'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MachineProgram } from '../../../../testbed/test/tiers/machine-programs.js'
import { describeWith } from '../../../../testbed/test/tiers/test-with.js'
import { asArgv } from '../../../src/command/index.js'
import type {
  ContainerExecOptions,
  ContainerShell,
  HostConnection,
  HostExecOptions,
} from '../../../src/contract/index.js'

/** A shell that `sh` is on some hosts. */
export interface ProgramShell {
  readonly name: keyof typeof files
  /** Absolute path. */
  readonly file: string
  /**
   * An argument vector that runs another one where `sh` is this shell, deep inside too. Where that is busybox, all
   * else is busybox as well, but for the tools that were asked for.
   */
  readonly argv: (argv: readonly string[]) => readonly string[]
  /** A "container" that is this machine. A PATH in the environment of a command takes the place of the shell's own. */
  readonly container: ContainerShell
}

type Options = ContainerExecOptions & HostExecOptions

const files = { dash: '/bin/dash', bash: '/bin/bash', busybox: '/bin/busybox' } as const

type Programs<Name extends string> = Readonly<Record<Name, string>>

/**
 * Declares the same tests for each shell that `sh` is on some hosts. The programs named are those that the tests run;
 * that they did is a test of its own. `tools` is what the programs need that is no part of a small image. What needs a
 * shell or a tool that this machine lacks is skipped.
 */
export function everyShell<Name extends string>(
  programs: Programs<Name>,
  names: readonly Name[],
  suite: (shell: ProgramShell) => void,
  tools: readonly MachineProgram[] = [],
): void {
  for (const name of ['dash', 'bash', 'busybox'] as const) {
    describeWith(name, ...tools)(`where sh is ${name}`, () => declare(name, programs, names, suite, tools))
  }
}

/** Declares tests of programs that run by bash wherever they do. Otherwise as {@link everyShell}. */
export function bashAlone<Name extends string>(
  programs: Programs<Name>,
  names: readonly Name[],
  suite: (shell: ProgramShell) => void,
): void {
  describeWith('bash')('in bash', () => declare('bash', programs, names, suite, []))
}

function declare<Name extends string>(
  name: ProgramShell['name'],
  programs: Programs<Name>,
  names: readonly Name[],
  suite: (shell: ProgramShell) => void,
  tools: readonly string[],
): void {
  const transport = localTransport()
  const ran = new Set<string>()
  let bin: string
  let host: HostConnection
  beforeAll(async () => {
    bin = folderOf(name, tools)
    host = await transport.connect('here')
  })
  afterAll(async () => {
    await transport.close()
    rmSync(bin, { recursive: true })
  })
  const path = (): string => (name === 'busybox' ? bin : [bin, process.env.PATH].join(delimiter))
  const noted = (words: readonly string[]): readonly string[] => {
    for (const word of words) ran.add(word)
    return words
  }
  suite({
    name,
    file: files[name],
    argv: (words) => ['env', `PATH=${path()}`, ...noted(words)],
    container: {
      host: 'here',
      exec: (command, { user, workingDirectory, env, ...options }: Options = {}) => {
        const words = noted(asArgv(command))
        // The environment of a command that announces itself is for what it enters.
        if (options.announcement === undefined) return host.exec(words, { ...options, env: { PATH: path(), ...env } })
        return host.exec(['env', `PATH=${path()}`, ...words], { ...options, ...(env && { env }) })
      },
    },
  })
  if (names.length === 0) return
  it.sequential(`has run ${names.join(', ')}`, () => {
    expect(names.filter((each) => !ran.has(programs[each]))).toEqual([])
  })
}

/** A folder in which `sh` is the shell, for the beginning of PATH. */
function folderOf(name: ProgramShell['name'], tools: readonly string[]): string {
  const bin = mkdtempSync(join(tmpdir(), `berth-${name}-`))
  if (name !== 'busybox') symlinkSync(files[name], join(bin, 'sh'))
  else {
    const words = execFileSync(files.busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')
    for (const word of words.filter((each) => !tools.includes(each))) symlinkSync(files.busybox, join(bin, word))
    for (const tool of tools) symlinkSync(find(tool), join(bin, tool))
  }
  return bin
}

function find(tool: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
  const folder = folders.find((each) => existsSync(join(each, tool)))
  if (folder === undefined) throw new Error(`${tool} is not on this machine`)
  return join(folder, tool)
}
