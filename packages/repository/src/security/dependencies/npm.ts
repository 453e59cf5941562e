import { spawnSync } from 'node:child_process'
import { workspaceFolder } from '../../workspace.js'
import type { NpmAnswer } from './audit.js'

/** Milliseconds that npm has. */
const patience = 120_000

/** Runs npm in this repository. A registry that cannot be reached is asked once, and not waited for. */
export function npm(...words: readonly string[]): NpmAnswer {
  const bounded = ['--fetch-retries=0', '--fetch-timeout=30000']
  const options = { cwd: workspaceFolder, encoding: 'utf8', timeout: patience, maxBuffer: 256 * 1024 * 1024 } as const
  const { status, stdout, stderr, error } = spawnSync('npm', [...words, ...bounded], options)
  return { exitCode: status, stdout: stdout ?? '', stderr: stderr || (error?.message ?? '') }
}
