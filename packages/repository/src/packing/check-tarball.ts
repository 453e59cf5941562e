import { execa } from 'execa'
import { workspaceFolder } from '../workspace.js'

/** What the checkers say of a package; empty: nothing. */
export interface TarballProblems {
  /** Output of publint: files, formats and fields of package.json that do not fit together. */
  readonly publint: string
  /** Output of attw: what a consumer's TypeScript does not resolve as its Node does. */
  readonly attw: string
}

/** Checks a package as it would be published. Every message of publint counts, suggestions too. */
export async function checkTarball(tarball: string): Promise<TarballProblems> {
  const [publint, attw] = await Promise.all([
    execa('publint', ['run', tarball, '--strict'], options),
    // Every package is for import only, so that require() failing is no problem.
    execa('attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color'], options),
  ])
  return {
    publint: publint.failed || /^Suggestions:/m.test(publint.all) ? output(publint) : '',
    attw: attw.failed ? output(attw) : '',
  }
}

const options = {
  all: true,
  reject: false,
  preferLocal: true,
  localDir: workspaceFolder,
  env: { NO_COLOR: '1' },
} as const

function output(result: { readonly all: string; readonly shortMessage?: string | undefined }): string {
  return result.all.trim() || (result.shortMessage ?? 'failed without a word')
}
