import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { manifestProblems } from '../../../src/manifests/manifest-problems.js'
import { readManifests } from '../../../src/manifests/read-manifests.js'
import { release } from '../../../src/version/release.js'
import { ReleaseError } from '../../../src/version/release-error.js'
import { checkOut } from '../checkout.js'

const request = { version: '999.0.0', date: '2027-01-31' }
let folder: string
let workspace: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-release-'))
  workspace = join(folder, 'origin')
  // No release changes a program, and there is one clone for each test.
  await checkOut(workspace, (path) => !/^packages\/[^/]+\/(?:src|test|programs)\//.test(path))
  await writeFile(join(workspace, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n')
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('add', '--all')
  await git(...ann, 'commit', '--quiet', '--message', 'All')
}, 120_000)

beforeEach(async ({ task }) => {
  workspace = join(folder, task.id)
  await execa('git', ['clone', '--quiet', join(folder, 'origin'), workspace])
  await git('config', 'user.name', 'Ann')
  await git('config', 'user.email', 'ann@example.org')
}, 120_000)

afterEach(() => vi.unstubAllEnvs())

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

  it.each([
    [['switch', '--quiet', '--create', 'feature'], 'HEAD is on the branch feature: git switch main'],
    [['switch', '--quiet', '--detach'], 'HEAD is on no branch: git switch main'],
  ])('changes nothing after git %j', async (words, message) => {
    await git(...words)
    const head = await git('rev-parse', 'HEAD')
    await expect(release(workspace, request)).rejects.toThrow(message)
    await expectUntouched(head)
  })

  it('takes its files back, and no others, where a hook refuses the commit', async () => {
    const head = await git('rev-parse', 'HEAD')
    await program('.git/hooks/pre-commit', 'echo of-the-hook > of-the-hook; echo hook refuses >&2; exit 1')
    const error = await failure()
    expect(error.message).toBe(
      'the commit failed:\nhook refuses\nwhat the release did was taken back; mend the cause, then release again',
    )
    await expectUntouched(head, '?? of-the-hook')

    await rm(join(workspace, '.git/hooks/pre-commit'))
    await rm(join(workspace, 'of-the-hook'))
    await release(workspace, request)
    expect(await git('tag', '--list')).toBe('v999.0.0')
  })

  it('takes its files back where git does not know who commits', async () => {
    const head = await git('rev-parse', 'HEAD')
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
    await git('config', '--unset', 'user.email')
    await git('config', 'user.useConfigOnly', 'true')
    expect((await failure()).message).toMatch(/^the commit failed:\n.*user\.email.*was taken back/s)
    await expectUntouched(head)
  })

  it('takes its commit back where the tag cannot be signed', async () => {
    const head = await git('rev-parse', 'HEAD')
    await signTagsWith('exit 1')
    expect((await failure()).message).toMatch(/^the tag failed:\nerror: gpg failed.*was taken back/s)
    await expectUntouched(head)
  })

  it('leaves its commit where another came after it, and says how to tag it', async () => {
    await signTagsWith('git commit --quiet --allow-empty --message Another; exit 1')
    const { message } = await failure()
    expect(message).toContain('HEAD is no longer the commit of the release')
    expect(await git('log', '-2', '--format=%s')).toBe('Another\nRelease 999.0.0')
    await git('config', 'tag.gpgSign', 'false')
    await runLastCommandOf(message)
    expect(await git('rev-parse', 'v999.0.0^{commit}')).toBe(await git('rev-parse', 'HEAD^'))
  })

  it('names the command that takes the commit back where that fails too', async () => {
    const head = await git('rev-parse', 'HEAD')
    await signTagsWith('touch .git/index.lock; exit 1')
    const { message } = await failure()
    expect(message).toMatch(/^the tag failed:\n.*was not taken back:\n.*index\.lock/s)
    await rm(join(workspace, '.git/index.lock'))
    await runLastCommandOf(message)
    await expectUntouched(head)
  })

  it('names the command that takes the files back where that fails too', async () => {
    const head = await git('rev-parse', 'HEAD')
    // The lock that git itself takes is gone only after the hook.
    await program('.git/hooks/pre-commit', 'rm .git/index.lock; mkdir .git/index.lock; exit 1')
    const { message } = await failure()
    expect(message).toMatch(/^the commit failed:\n.*was not taken back:\n.*index\.lock/s)
    await rm(join(workspace, '.git/index.lock'), { recursive: true })
    await runLastCommandOf(message)
    await expectUntouched(head)
  })
})

async function failure(): Promise<ReleaseError> {
  const error: unknown = await release(workspace, request).catch((thrown: unknown) => thrown)
  if (error instanceof ReleaseError) return error
  throw new Error('the release did not fail as a release does', { cause: error })
}

async function expectUntouched(head: string, status = ''): Promise<void> {
  expect(await git('rev-parse', 'HEAD')).toBe(head)
  expect(await git('status', '--porcelain')).toBe(status)
  expect(await git('tag', '--list')).toBe('')
}

async function signTagsWith(script: string): Promise<void> {
  await program('.git/sign', script)
  await git('config', 'tag.gpgSign', 'true')
  await git('config', 'commit.gpgSign', 'false')
  await git('config', 'gpg.program', join(workspace, '.git/sign'))
}

async function program(path: string, script: string): Promise<void> {
  await writeFile(join(workspace, path), `#!/bin/sh\ncd '${workspace}' || exit 2\n${script}\n`, { mode: 0o755 })
}

/** As a user does who copies it from the message, in whatever folder. */
async function runLastCommandOf(message: string): Promise<void> {
  const command = message.slice(message.lastIndexOf('then: ') + 'then: '.length)
  await execa('sh', ['-c', command], { cwd: folder })
}

async function git(...words: readonly string[]): Promise<string> {
  return (await execa('git', words, { cwd: workspace })).stdout
}
