import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { programFiles, shellOf } from './program-files.js'
import type { ProgramPackage } from './program-packages.js'

/**
 * What `sh -n`, or `bash -n`, says of a package's programs and functions; one text for each file that the shell cannot
 * read.
 */
export async function syntaxProblems({ folder }: ProgramPackage): Promise<string[]> {
  const { programs, functions } = programFiles(folder)
  const shells = [...programs, ...functions].map(
    (file) => [shellOf(file, readFileSync(join(folder, file), 'utf8')), ['-n', file]] as const,
  )
  return problems(await Promise.all(shells.map(([shell, words]) => output(shell, words, folder))))
}

/** What shellcheck says of a package's programs, with what they include; empty if nothing. */
export async function shellcheckProblems({ folder }: ProgramPackage): Promise<string[]> {
  const words = ['--external-sources', '--check-sourced', '--color=never', ...programFiles(folder).programs]
  return problems([await output('shellcheck', words, folder)])
}

/** What a command printed if it failed; null if not. */
async function output(command: string, words: readonly string[], cwd: string): Promise<string | null> {
  try {
    await promisify(execFile)(command, words, { cwd })
    return null
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    return `${stdout}${stderr}`.trim() || String(error)
  }
}

function problems(outputs: readonly (string | null)[]): string[] {
  return outputs.filter((text) => text !== null)
}
