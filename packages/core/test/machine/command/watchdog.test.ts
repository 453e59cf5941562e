import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { announced, hostProgram, terminate } from '../../../src/command/program.js'
import { eventually, processesWith } from '../../command/processes.js'

const marks: string[] = []
afterAll(() => {
  for (const pid of marks.splice(0).flatMap(processesWith)) process.kill(pid, 'SIGKILL')
})

/** A command with children that left its session and its terminal. */
function sleeper(mark: string): string {
  const child = `sh -c 'trap "" TERM; sleep 300; : ${mark}'`
  return `setsid ${child} & nohup ${child} >/dev/null 2>&1 & ${child}`
}

function program(command: string, timeout: number, tag: string, terminator?: readonly string[]): string[] {
  return [...hostProgram({ argv: announced(`berth-${tag}`, command), tag, env: {}, timeout, terminator })]
}

describe.concurrent('the watchdog on the host', () => {
  it('ends an overdue command, and an inner one, when this side is gone', async () => {
    const tag = randomUUID()
    const inner = randomUUID()
    marks.push(tag, inner)
    spawn('sleep', ['300'], { env: { ...process.env, INNER: inner }, detached: true, stdio: 'ignore' }).unref()
    const [found] = await eventually(
      () => processesWith(inner),
      ({ length }) => length === 1,
    )
    const [first = '', ...rest] = program(sleeper(tag), 100, tag, ['kill', '-KILL', String(found)])
    const client = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    await eventually(
      () => processesWith(`: ${tag}`).length,
      (count) => count >= 3,
    )
    client.stdout.destroy()
    client.stderr.destroy()
    await eventually(
      () => [...processesWith(tag), ...processesWith(inner)],
      (left) => left.length === 0,
      15_000,
    )
  }, 30_000)

  it('ends the tree though the program for the inner command hangs', async () => {
    const tag = randomUUID()
    marks.push(tag)
    const [first = '', ...rest] = program(sleeper(tag), 100, tag, ['sleep', '299'])
    const client = spawn(first, rest, { stdio: 'ignore', detached: true })
    await once(client, 'exit')
    await eventually(
      () => processesWith(tag),
      (left) => left.length === 0,
      20_000,
    )
  }, 40_000)

  it('kills after its grace, not after so many looks, however long each takes', async () => {
    const tag = randomUUID()
    marks.push(tag)
    const folder = mkdtempSync(join(tmpdir(), 'berth-slow-'))
    writeFileSync(join(folder, 'grep'), `#!/bin/sh\necho >>${folder}/looks\nsleep 0.5\nexec /bin/grep "$@"\n`, {
      mode: 0o755,
    })
    const stubborn = spawn('sh', ['-c', `trap "" TERM; while :; do sleep 300; : ${tag}; done`], {
      env: { ...process.env, BERTH_EXEC: tag },
      stdio: 'ignore',
    })
    await eventually(
      () => processesWith(tag),
      ({ length }) => length === 2,
    )
    const [first = '', ...rest] = terminate(tag)
    const [status] = await once(spawn(first, rest, { env: { PATH: `${folder}:${process.env.PATH}` } }), 'exit')
    const looks = readFileSync(join(folder, 'looks'), 'utf8').length
    rmSync(folder, { recursive: true })
    expect(status).toBe(0)
    await eventually(
      () => stubborn.signalCode,
      (signal) => signal === 'SIGKILL',
    )
    expect(looks).toBeLessThan(10)
  }, 30_000)

  it('leaves exit code and streams alone, and says nothing itself', () => {
    for (const [command, status] of [
      ['exit 3', 3],
      ['exit 137', 137],
      ['kill -KILL $$', 137],
      ['kill -SEGV $$', 139],
    ] as const) {
      const tag = randomUUID()
      const [first = '', ...rest] = program(`echo out; echo err >&2; ${command}`, 60_000, tag)
      const seen = spawnSync(first, rest, { encoding: 'utf8' })
      expect(seen).toMatchObject({ status, stdout: `\nberth-${tag}\nout\n`, stderr: `\nberth-${tag}\nerr\n` })
    }
  }, 30_000)

  it('is gone after a normal end, its sleep too, however short the command', async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const [first = '', ...rest] = program('true', 298_000_000, randomUUID())
      spawnSync(first, rest)
    }
    await eventually(
      () => processesWith('sleep\x00298003'),
      (left) => left.length === 0,
      2000,
    )
  }, 60_000)
})
