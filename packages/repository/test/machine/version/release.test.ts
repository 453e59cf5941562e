import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { manifestProblems } from '../../../src/manifests/manifest-problems.js'
import { readManifests } from '../../../src/manifests/read-manifests.js'
import { release } from '../../../src/version/release.js'
import { checkOut } from '../checkout.js'

const request = { version: '999.0.0', date: '2027-01-31' }
let folder: string
let workspace: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-release-'))
  workspace = join(folder, 'origin')
  await checkOut(workspace)
  await writeFile(join(workspace, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n')
  await git('init', '--quiet')
  await git('add', '--all')
  await git(...ann, 'commit', '--quiet', '--message', 'All')
}, 120_000)

beforeEach(async ({ task }) => {
  workspace = join(folder, task.id)
  await execa('git', ['clone', '--quiet', join(folder, 'origin'), workspace])
  await git('config', 'user.name', 'Ann')
  await git('config', 'user.email', 'ann@example.org')
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }), 120_000)

const ann = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'] as const

describe('release', { timeout: 120_000 }, () => {
  it('gives every package the version, in its manifest, in the others, and in the lock file', async () => {
    const [before] = readManifests(workspace)
    await release(workspace, request)
    const manifests = readManifests(workspace)
    expect(new Set(manifests.map(({ manifest }) => manifest.version))).toEqual(new Set(['999.0.0']))
    expect(manifestProblems(manifests, '>=20.19')).toEqual([])
    const guide = await readFile(join(workspace, 'packages/core/docs/writing-a-runtime.md'), 'utf8')
    expect(guide).toContain('"@berth/core": "^999.0.0"')
    expect(guide).not.toContain(`"@berth/core": "^${before?.manifest.version}"`)

    const lock = await readFile(join(workspace, 'package-lock.json'), 'utf8')
    await execa('npm', ['install', '--package-lock-only', '--offline', '--ignore-scripts'], { cwd: workspace })
    expect(await readFile(join(workspace, 'package-lock.json'), 'utf8')).toBe(lock)
  })

  it('dates the changelog, commits and tags', async () => {
    await release(workspace, request)
    expect(await readFile(join(workspace, 'CHANGELOG.md'), 'utf8')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [999.0.0] - 2027-01-31\n\n### Added\n\n- One.\n',
    )
    expect(await git('log', '-1', '--format=%s %D')).toMatch(/^Release 999\.0\.0 .*\btag: v999\.0\.0\b/)
    expect(await git('status', '--porcelain')).toBe('')
  })

  it('changes nothing where something is not committed', async () => {
    await writeFile(join(workspace, 'packages/core/new.ts'), '')
    const head = await git('rev-parse', 'HEAD')
    await expect(release(workspace, request)).rejects.toThrow('not committed:\n?? packages/core/new.ts')
    expect(await git('rev-parse', 'HEAD')).toBe(head)
    expect(await git('status', '--porcelain')).toBe('?? packages/core/new.ts')
  })

  it('changes nothing for a version that is not newer', async () => {
    await expect(release(workspace, { ...request, version: '0.0.1' })).rejects.toThrow('0.0.1 is not newer than')
    expect(await git('status', '--porcelain')).toBe('')
    expect(await git('tag', '--list')).toBe('')
  })
})

async function git(...words: readonly string[]): Promise<string> {
  return (await execa('git', words, { cwd: workspace })).stdout
}
