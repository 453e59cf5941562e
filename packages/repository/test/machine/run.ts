import { spawnSync } from 'node:child_process'

/** How a command ended, with what it said. */
export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command in a folder to its end. */
export function run(folder: string, command: string, ...commandArguments: readonly string[]): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, commandArguments, { cwd: folder, encoding: 'utf8' })
  if (error !== undefined) throw error
  return { exitCode: status, stdout: stdout.trim(), stderr: stderr.trim() }
}
