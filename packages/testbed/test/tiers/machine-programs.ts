import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { installNeeds, missingNeeds, type Need } from '../../src/this-machine/packages.js'

/** The programs that machine tests need and not every machine has, and the Debian packages that have them. */
const packages = {
  bash: 'bash',
  busybox: 'busybox-static',
  dash: 'dash',
  fish: 'fish',
  nohup: 'coreutils',
  shellcheck: 'shellcheck',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  'ssh-keyscan': 'openssh-client',
  sshd: 'openssh-server',
  tcsh: 'tcsh',
  zsh: 'zsh',
}

/** What a machine test may ask for. */
export type MachineProgram = keyof typeof packages

const programs = Object.keys(packages) as MachineProgram[]

declare module 'vitest' {
  interface ProvidedContext {
    missingPrograms: readonly MachineProgram[]
  }
}

/**
 * Installs what the machine tests need, where this process may. Tests that need what is missing nevertheless are
 * skipped, and one line says which and how to get it; on CI it is an error.
 */
export async function setup(project: TestProject): Promise<void> {
  const cause = await install().catch((error: unknown) => error)
  const missing = programs.filter((program) => missingNeeds([needOf(program)]).length > 0)
  project.provide('missingPrograms', missing)
  if (missing.length === 0) return
  const remedy = `as root: apt-get install ${[...new Set(missing.map((program) => packages[program]))].join(' ')}`
  if (process.env.CI === 'true') throw new Error(`Machine tests need ${missing.join(', ')}; ${remedy}`, { cause })
  log(`those that need ${missing.join(', ')} are skipped; ${remedy}`)
}

async function install(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  await installNeeds(programs.map(needOf), log).catch((error: Error) => {
    log(error.message)
    throw error
  })
}

function needOf(program: MachineProgram): Need {
  return { command: program, package: packages[program] }
}

function log(line: string): void {
  process.stderr.write(`machine tests: ${line}\n`)
}
