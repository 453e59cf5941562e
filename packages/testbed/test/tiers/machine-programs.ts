import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { installNeeds, missingNeeds, type Need } from '../../src/this-machine/packages.js'

/** What the machine tests need and not every machine has. */
export type MachineProgram = 'bash' | 'busybox' | 'dash' | 'fish' | 'shellcheck' | 'ssh-keygen'

const needs: readonly (Need & { readonly command: MachineProgram })[] = [
  { command: 'bash', package: 'bash' },
  { command: 'busybox', package: 'busybox-static' },
  { command: 'dash', package: 'dash' },
  { command: 'fish', package: 'fish' },
  { command: 'shellcheck', package: 'shellcheck' },
  { command: 'ssh-keygen', package: 'openssh-client' },
]

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
  const missing = needs.filter((need) => missingNeeds([need]).length > 0)
  project.provide(
    'missingPrograms',
    missing.map(({ command }) => command),
  )
  if (missing.length === 0) return
  const commands = missing.map(({ command }) => command).join(', ')
  const remedy = `as root: apt-get install ${missing.map((need) => need.package).join(' ')}`
  if (process.env.CI === 'true') throw new Error(`Machine tests need ${commands}; ${remedy}`, { cause })
  process.stderr.write(`machine tests that need ${commands} are skipped; ${remedy}\n`)
}

async function install(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  await installNeeds(needs, (line) => void process.stderr.write(`machine tests: ${line}\n`))
}
