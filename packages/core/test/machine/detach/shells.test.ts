import { type ExecFileOptionsWithStringEncoding, execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MachineProgram } from '../../../../testbed/test/tiers/machine-programs.js'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { forgetProgram, startProgram, stopProgram } from '../../../src/detach/detached-program.js'
import { followProgram } from '../../../src/detach/follow-program.js'
import { listProgram } from '../../../src/detach/list-program.js'

/** Programs of a small image: all of them are busybox's, `sh` too. */
const words =
  'sh cat cut date dd echo env expr grep head ls mkdir mv printf rm rmdir seq setsid sleep stat test tr true uname wc'

const shells: readonly (readonly [name: MachineProgram, shell: string, programs: readonly string[] | null])[] = [
  ['dash', '/bin/dash', null],
  ['bash', '/bin/bash', null],
  ['busybox', '/bin/busybox', words.split(' ')],
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-shells-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(shells)('where sh is %s', (name, shell, programs) => {
  testWith(name)('detached commands are started, followed from anywhere, listed, stopped and removed', async () => {
    const bin = join(folder, name)
    await mkdir(bin)
    for (const program of programs ?? ['sh']) await symlink(shell, join(bin, program))
    const PATH = programs === null ? `${bin}:/usr/bin:/bin` : bin
    const options: ExecFileOptionsWithStringEncoding = {
      encoding: 'latin1',
      env: { PATH, XDG_STATE_HOME: join(folder, `state-${name}`) },
    }
    const run = async (argv: readonly string[]) => promisify(execFile)(join(bin, 'sh'), argv.slice(1), options)
    const follow = (from: { stdout: number; stderr: number; turns: number }) =>
      run(followProgram('one', { mark: '\u001emark', ...from }))

    await run(
      startProgram('one', `echo out; echo err >&2; until [ -e ${bin}/go ]; do sleep 0.1; done; seq 1 30000; exit 5`),
    )
    await vi.waitUntil(async () => (await run(listProgram('nonce'))).stdout.includes('\x004\n4\0'), { timeout: 20_000 })
    const numbers = Array.from({ length: 30_000 }, (_, index) => `${index + 1}\n`).join('')
    expect(await follow({ stdout: 0, stderr: 0, turns: 1 })).toEqual({
      stdout: 'out\n\u001emark running\n',
      stderr: 'err\n',
    })
    await writeFile(join(bin, 'go'), '')
    const rest = { stdout: `ut\n${numbers}\u001emark exit 5\n`, stderr: 'r\n' }
    expect(await follow({ stdout: 1, stderr: 2, turns: 100 })).toEqual(rest)
    expect(await follow({ stdout: 1, stderr: 2, turns: 100 })).toEqual(rest)

    await run(startProgram('two', ['sleep', '4330']))
    const listed = (await run(listProgram('nonce'))).stdout.split('\nnonce ')
    expect(listed.slice(1).map((report) => report.split('\0').slice(0, 2))).toEqual([
      ['command\none', 'exit 5'],
      ['command\ntwo', 'running'],
      ['end\n'],
    ])
    expect((await run(forgetProgram('two'))).stdout).toBe('running\n')
    expect((await run(stopProgram('two'))).stdout).toBe('')
    for (const id of ['one', 'two', 'two']) expect((await run(forgetProgram(id))).stdout).toBe('removed\n')
    expect((await run(listProgram('nonce'))).stdout).toBe('\nnonce end\n')
  })
})

it('a detached command is not run where it cannot be written down which process it is', async () => {
  const bin = join(folder, 'full')
  await mkdir(bin)
  const state = join(folder, 'state-full')
  const kept = join(state, 'berth/commands/one', hostname())
  // Asked for the time just before the command is started, in whose folder it puts something in the way.
  await writeFile(join(bin, 'date'), `#!/bin/sh\nmkdir ${kept}/process\n`, { mode: 0o755 })
  const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_STATE_HOME: state }
  const run = async (argv: readonly string[]) => promisify(execFile)('/bin/sh', argv.slice(1), { env })
  const ran = join(bin, 'ran')
  await expect(run(startProgram('one', `: >${ran}`))).rejects.toMatchObject({
    stderr: expect.stringContaining(`${kept}/process`),
  })
  await delay(200)
  expect(existsSync(ran)).toBe(false)
})
