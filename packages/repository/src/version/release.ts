import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { readManifests } from '../manifests/read-manifests.js'
import { assertNewer, tagOf } from './assert-newer.js'
import { assertOnMain } from './assert-on-main.js'
import { orTakeBack } from './or-take-back.js'
import { ReleaseError } from './release-error.js'
import { releaseFiles } from './release-files.js'
import type { ReleaseRequest } from './release-request.js'

/**
 * Gives all packages of a workspace the version, dates the changelog, commits and tags. Sends nothing anywhere. Rejects
 * with `ReleaseError` where HEAD is not on main, something is not committed, or the version is not newer; then nothing
 * was changed. Rejects with it too where the commit or the tag fails, and takes back then what was done; the error
 * names the command that is left to run where even that fails.
 */
export async function release(workspace: string, request: ReleaseRequest): Promise<void> {
  const git = async (...words: readonly string[]): Promise<string> =>
    // `-C`, so that a command which an error names is right in any folder.
    (await execa('git', ['-C', workspace, ...words])).stdout

  assertOnMain(await git('branch', '--show-current'))
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
  const paths = [...files.keys()]
  const before = await git('rev-parse', 'HEAD')
  await orTakeBack(
    'the commit',
    async () => {
      for (const [path, text] of files) await writeFile(join(workspace, path), text)
      await git('commit', '--quiet', '--message', `Release ${version}`, '--', ...paths)
    },
    () => git('restore', `--source=${before}`, '--staged', '--worktree', '--', ...paths),
  )
  const commit = await git('rev-parse', 'HEAD')
  await orTakeBack(
    'the tag',
    () => git('tag', '--annotate', '--message', `Berth ${version}`, tagOf(version)),
    async () => {
      if ((await git('rev-parse', 'HEAD')) !== commit)
        throw new ReleaseError(
          `HEAD is no longer the commit of the release; mend the cause, then: git -C '${workspace}' tag --annotate --message 'Berth ${version}' ${tagOf(version)} ${commit}`,
        )
      // Unlike `--hard`, `--keep` overwrites nothing that was changed since the commit.
      await git('reset', '--quiet', '--keep', before)
    },
  )
}
