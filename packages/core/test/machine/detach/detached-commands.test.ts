import { execFile, spawn, spawnSync } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { goLine } from '../../../src/command/environment/go-line.js'
import { programs } from '../../../src/command/programs.generated.js'
import type { Command } from '../../../src/contract/index.js'
import {
  followCommand,
  forgetCommand,
  listCommand,
  startCommand,
  stopCommand,
} from '../../../src/detach/detached-commands.js'
import { eventually, processesWith } from '../../command/processes.js'
import { everyShell } from '../program/every-shell.js'

/** The folder of this machine below that of each command. */
const installed = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8').trim() : ''
const machine = `${hostname()}${installed === '' ? '' : `@${installed}`}`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-shells-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

everyShell(
  programs,
  ['detach/start', 'detach/supervise', 'detach/follow', 'detach/list', 'detach/stop', 'detach/forget'],
  ({ name, argv }) => {
    it('detached commands are started, followed from anywhere, listed, stopped and removed', async () => {
      const state = join(folder, name)
      const go = join(folder, `go-${name}`)
      // Of this run alone: whatever on this machine has the id of a command is stopped with it.
      const [one, two, three] = [`one-${randomUUID()}`, `two-${randomUUID()}`, `three-${randomUUID()}`] as const
      const run = async (command: readonly string[]) => {
        const [file = '', ...words] = argv(command)
        return promisify(execFile)(file, words, { encoding: 'latin1', env: { XDG_STATE_HOME: state } })
      }
      const follow = (from: { stdout: number; stderr: number; turns: number }) =>
        run(followCommand(one, { mark: '\u001emark', ...from }))

      await run(
        startCommand(one, `echo out; echo err >&2; until [ -e ${go} ]; do sleep 0.1; done; seq 1 30000; exit 5`),
      )
      await vi.waitUntil(async () => (await run(listCommand('nonce'))).stdout.includes('\x004\n4\0'), {
        timeout: 20_000,
      })
      const numbers = Array.from({ length: 30_000 }, (_, index) => `${index + 1}\n`).join('')
      expect(await follow({ stdout: 0, stderr: 0, turns: 1 })).toEqual({
        stdout: 'out\n\u001emark running\n',
        stderr: 'err\n',
      })
      await writeFile(go, '')
      const rest = { stdout: `ut\n${numbers}\u001emark exit 5\n`, stderr: 'r\n' }
      expect(await follow({ stdout: 1, stderr: 2, turns: 100 })).toEqual(rest)
      expect(await follow({ stdout: 1, stderr: 2, turns: 100 })).toEqual(rest)

      await run(startCommand(two, ['sleep', '4330']))
      const listed = (await run(listCommand('nonce'))).stdout.split('\nnonce ')
      expect(listed.slice(1).map((report) => report.split('\0').slice(0, 2))).toEqual([
        [`command\n${one}`, 'exit 5'],
        [`command\n${two}`, 'running'],
        ['end\n'],
      ])
      expect((await run(forgetCommand(two))).stdout).toBe('running\n')
      expect((await run(stopCommand(two))).stdout).toBe('')
      expect((await run(stopCommand(three))).stdout).toBe('unknown\n')
      for (const id of [one, two, two]) expect((await run(forgetCommand(id))).stdout).toBe('removed\n')
      expect((await run(listCommand('nonce'))).stdout).toBe('\nnonce end\n')
    })

    it('a command of another machine of this name and home is told from its own', async () => {
      const state = join(folder, `twins-${name}`)
      const id = `twins-${randomUUID()}`
      const [file = '', ...words] = argv(startCommand(id, ['true']))
      const start = () => promisify(execFile)(file, words, { env: { XDG_STATE_HOME: state } })
      await start()
      await expect(start()).rejects.toMatchObject({
        stderr: expect.stringContaining('another host of this name shares the home'),
      })
    })

    it('what has the number of a supervisor that is long gone is none of the command', async () => {
      const state = join(folder, `gone-${name}`)
      const id = `gone-${randomUUID()}`
      const seconds = String(100_000 + randomInt(800_000))
      const run = async (command: readonly string[]) => {
        const [file = '', ...words] = argv(command)
        return promisify(execFile)(file, words, { encoding: 'latin1', env: { XDG_STATE_HOME: state } })
      }
      const ofCommand = (file: string): string => join(state, 'berth', 'commands', id, machine, file)
      await run(startCommand(id, ['true']))
      await eventually(
        () => existsSync(ofCommand('end')),
        (ended) => ended,
      )
      // Times of processes are told in hundredths of a second.
      await delay(30)
      // The leader of this session has the number by now, and has ended too.
      const leader = spawn('sh', ['-c', `sleep ${seconds} &`], { detached: true, stdio: 'ignore' })
      await once(leader, 'exit')
      const written = ofCommand('process')
      const [, born] = (await readFile(written, 'utf8')).split(' ')
      await writeFile(written, `${leader.pid} ${born}`)
      const [daemon = 0] = await eventually(
        () => processesWith(`sleep\0${seconds}`),
        ({ length }) => length === 1,
      )
      onTestFinished(() => {
        for (const pid of processesWith(`sleep\0${seconds}`)) process.kill(pid)
      })
      // Other orphans that nobody has marked, begun while the command ran, may be the command's: that is said.
      const { stderr } = await run(stopCommand(id)).catch((error: Error & { stderr: string }) => error)
      expect(stderr).not.toContain(`left ${daemon} `)
      expect(processesWith(`sleep\0${seconds}`)).toEqual([daemon])
    })

    it('a detached command makes files as any other command does, and what is kept of it is for its user alone', async () => {
      const state = join(folder, `mask-${name}`)
      const run = async (command: readonly string[]) => {
        const [file = '', ...words] = argv(command)
        return promisify(execFile)(file, words, { env: { XDG_STATE_HOME: state } })
      }
      const id = `mask-${randomUUID()}`
      await run(startCommand(id, ['sh', '-c', 'umask']))
      const { stdout } = await run(followCommand(id, { mark: 'mark', turns: 100, stdout: 0, stderr: 0 }))
      expect(stdout).toBe(`${(await run(['sh', '-c', 'umask'])).stdout}mark exit 0\n`)
      expect((await stat(join(state, 'berth/commands', id))).mode & 0o777).toBe(0o700)
      await run(forgetCommand(id))
    })

    it.each<[string, Command]>([
      ['a program for a shell', 'echo "$PATH|$SECRET"; no-such-program'],
      ['an argument vector', ['/bin/sh', '-c', 'echo "$PATH|$SECRET"; no-such-program']],
    ])('an environment is that of the detached command alone, whose PATH may have no shell: %s', async (_, command) => {
      const state = join(folder, `environment-${name}`)
      const run = (words: readonly string[], input = '') => {
        const [file = '', ...rest] = argv(words)
        return spawnSync(file, rest, { encoding: 'utf8', env: { XDG_STATE_HOME: state }, input })
      }
      const id = `environment-${randomUUID()}`
      const env = { PATH: '/nowhere', SECRET: "not\nto be 'seen" }
      expect(run(startCommand(id, command, true), goLine(env))).toMatchObject({ status: 0, stderr: '' })
      const { stdout, stderr } = run(followCommand(id, { mark: 'mark', turns: 100, stdout: 0, stderr: 0 }))
      expect(stdout).toBe("/nowhere|not\nto be 'seen\nmark exit 127\n")
      expect(stderr).toContain('no-such-program')
      expect(run(listCommand('nonce')).stdout).not.toContain('to be')
      run(forgetCommand(id))
    })

    it('a detached command whose environment does not come is not run', () => {
      const [file = '', ...rest] = argv(startCommand(`cut-${randomUUID()}`, 'echo ran', true))
      const env = { XDG_STATE_HOME: join(folder, `cut-${name}`) }
      expect(spawnSync(file, rest, { encoding: 'utf8', env, input: 'command export A=cut' }).status).toBe(1)
    })
  },
)

it('a detached command is not run where it cannot be written down which process it is', async () => {
  const bin = join(folder, 'full')
  await mkdir(bin)
  const state = join(folder, 'state-full')
  const kept = join(state, 'berth/commands/one', machine)
  // Asked for the time just before the command is started, in whose folder it puts something in the way.
  await writeFile(join(bin, 'date'), `#!/bin/sh\nmkdir ${kept}/process\n`, { mode: 0o755 })
  const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_STATE_HOME: state }
  const run = async (argv: readonly string[]) => promisify(execFile)('/bin/sh', argv.slice(1), { env })
  const ran = join(bin, 'ran')
  await expect(run(startCommand('one', `: >${ran}`))).rejects.toMatchObject({
    stderr: expect.stringContaining(`${kept}/process`),
  })
  await delay(200)
  expect(existsSync(ran)).toBe(false)
})
