import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { readManifests } from '../manifests/read-manifests.js'
import { assertNewer, tagOf } from './assert-newer.js'
import { ReleaseError } from './release-error.js'
import { releaseFiles } from './release-files.js'
import type { ReleaseRequest } from './release-request.js'

/**
 * Gives all packages of a workspace the version, dates the changelog, commits and tags. Sends nothing anywhere. Rejects
 * with `ReleaseError` where something is not committed, or the version is not newer; then nothing was changed.
 */
export async function release(workspace: string, request: ReleaseRequest): Promise<void> {
  const git = async (...words: readonly string[]): Promise<string> =>
    (await execa('git', words, { cwd: workspace })).stdout

  const uncommitted = await git('status', '--porcelain')
  if (uncommitted !== '') throw new ReleaseError(`there are changes that are not committed:\n${uncommitted}`)
  const manifests = readManifests(workspace).map(({ manifest }) => manifest)
  const versions = new Set(manifests.map(({ version }) => version))
  const [from = ''] = versions
  if (versions.size !== 1) throw new ReleaseError(`the packages have several versions: ${[...versions].join(', ')}`)
  const { version } = request
  assertNewer(version, from, (await git('tag', '--list')).split('\n'))

  const change = { from, to: version, names: manifests.map(({ name }) => name) }
  const tracked = (await git('ls-files', '-z')).split('\0')
  const files = await releaseFiles(workspace, tracked, request, change)
  for (const [path, text] of files) await writeFile(join(workspace, path), text)
  await git('commit', '--quiet', '--all', '--message', `Release ${version}`)
  await git('tag', '--annotate', '--message', `Berth ${version}`, tagOf(version))
}
