import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, type DetachedCommand, resolveConfig } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually, processesWith } from '../../../core/test/command/processes.js'

let folder: string
const before = process.env.XDG_STATE_HOME
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-detached-'))
  process.env.XDG_STATE_HOME = folder
})
afterAll(async () => {
  if (before === undefined) delete process.env.XDG_STATE_HOME
  else process.env.XDG_STATE_HOME = before
  await rm(folder, { recursive: true, force: true })
})

/** A cluster object of this machine alone. */
function open(): Cluster {
  const config = resolveConfig({ orchestrator: 'baremetal', node_dict: { localhost: {} }, env_vars: { SITE: 'lab' } })
  return new Cluster({ config, transport: localTransport(), runtimes: {} })
}

let cluster: Cluster
beforeEach(() => {
  cluster = open()
})
afterEach(() => cluster.close())

const started: DetachedCommand[] = []
afterAll(async () => {
  const last = open()
  for (const { id } of started)
    await last
      .detached(id)
      .stop()
      .catch(() => undefined)
  await last.close()
})

async function start(command: string | readonly string[]): Promise<DetachedCommand> {
  const detached = await cluster.start(command)
  started.push(detached)
  return detached
}

describe('a detached command', () => {
  it.each([0, 3, 125, 137])('ends with its own exit code %i and output', async (code) => {
    const results = await (await start(`echo "out $SITE"; echo err >&2; exit ${code}`)).wait()
    expect(results.get('localhost')).toMatchObject({
      exitCode: code,
      endedBy: 'exit',
      stdout: 'out lab\n',
      stderr: 'err\n',
      error: null,
    })
  })

  it('gets its arguments as they are, and no standard input', async () => {
    const words = ['', "it's", '$HOME', 'a\nb', '-n']
    const results = await (await start(['sh', '-c', 'cat; printf "%s|" "$@"', 'sh', ...words])).wait()
    expect(results.get('localhost').stdout).toBe(words.map((word) => `${word}|`).join(''))
  })

  it('outlives the connection that started it, and is found again by its id', async () => {
    const { id } = await start('sleep 1; echo done')
    await cluster.close()
    cluster = open()
    const results = await cluster.detached(id).wait()
    expect(results.get('localhost')).toMatchObject({ exitCode: 0, stdout: 'done\n' })
    expect((await cluster.detached(id).wait()).get('localhost')).toMatchObject({ exitCode: 0, stdout: 'done\n' })
  })

  it('is stopped with all its tree', async () => {
    const detached = await start("trap '' TERM; setsid sleep 4321 & echo up; sleep 4321; sleep 4321")
    const running = detached.wait()
    await detached.stop()
    const results = await running
    expect(results.get('localhost')).toMatchObject({ endedBy: 'abort', exitCode: null, stdout: 'up\n' })
    expect(() => results.throwIfFailed()).toThrow(
      expect.objectContaining({ code: 'BERTH_COMMAND_FAILED', message: expect.stringContaining('it was stopped') }),
    )
    const left = await cluster.exec(`grep -lz 'BERTH_EXEC=${detached.id}' /proc/[0-9]*/environ 2>/dev/null; true`)
    expect(left.get('localhost').stdout).toBe('')
    await detached.stop()
  })

  it('goes on when only the waiting ends', async () => {
    const detached = await start('sleep 2; echo done')
    const { error } = (await detached.wait({ timeout: 200 })).get('localhost')
    expect(error).toMatchObject({ code: 'BERTH_TIMEOUT', host: 'localhost' })
    expect((await detached.wait()).get('localhost')).toMatchObject({ exitCode: 0, stdout: 'done\n' })
  })

  it('that was killed without a word is lost, not waited for', async () => {
    const detached = await start('echo up; sleep 4322')
    await cluster.exec(`until grep -q up ${folder}/berth/commands/${detached.id}/*/stdout; do sleep 0.05; done`)
    const kill = `for f in $(grep -lzx 'BERTH_EXEC=${detached.id}' /proc/[0-9]*/environ 2>/dev/null); do
      p=\${f#/proc/}; kill -KILL \${p%/environ}; done`
    await cluster.exec(kill)
    const results = await detached.wait()
    expect(results.get('localhost')).toMatchObject({ endedBy: 'lost', exitCode: null, stdout: 'up\n' })
    expect(() => results.throwIfFailed()).toThrow('it is gone and left no exit code')
  })

  it('is no name that leads out of its folder', () => {
    for (const id of ['', '.', '..', '../x', 'a/b', 'a\nb']) expect(() => cluster.detached(id)).toThrow('is no id')
  })

  it('that was never started is an error of its own', async () => {
    const { error } = (await cluster.detached('none').wait()).get('localhost')
    expect(error).toMatchObject({ code: 'BERTH_COMMAND_FAILED' })
    expect(error?.message).toContain('no command of this id')
    await expect(cluster.detached('none').stop()).rejects.toThrow('no command of this id')
  })

  it('that cannot be kept is not started', async () => {
    process.env.XDG_STATE_HOME = '/proc'
    await expect(cluster.start('true')).rejects.toMatchObject({
      failures: new Map([['localhost', expect.objectContaining({ code: 'BERTH_COMMAND_FAILED' })]]),
    })
    process.env.XDG_STATE_HOME = folder
  })
})

describe('following a detached command', () => {
  it('gives what it prints while it runs', async () => {
    const file = join(folder, 'go-on')
    const detached = await start([
      'sh',
      '-c',
      'echo one; echo two >&2; until [ -e "$0" ]; do sleep 0.05; done; echo three',
      file,
    ])
    const heard: string[] = []
    for await (const { host, stream, text } of detached.stream()) {
      heard.push(`${host} ${stream} ${text}`)
      if (heard.length === 2) await writeFile(file, '')
    }
    expect(heard.slice(0, 2).sort()).toEqual(['localhost stderr two\n', 'localhost stdout one\n'])
    expect(heard.slice(2)).toEqual(['localhost stdout three\n'])
  })

  it('gives each byte once and in order, however slowly they are taken', async () => {
    const program =
      'i=0; while [ $i -lt 20 ]; do head -c 200000 "$0"; printf "%s\\377\\n" $i >&2; sleep 0.02; i=$((i + 1)); done'
    const sample = join(folder, 'sample')
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31 + at) % 251))
    await writeFile(sample, content)
    const detached = await start(['sh', '-c', program, sample])
    const heard = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] }
    const results = await detached.wait({
      maxOutput: 0,
      onOutput: async (_host, stream, chunk) => {
        heard[stream].push(chunk)
        await new Promise((resolve) => setTimeout(resolve, 1))
      },
    })
    expect(results.get('localhost')).toMatchObject({ exitCode: 0, truncated: true, stdout: '' })
    expect(Buffer.concat(heard.stdout).equals(Buffer.concat(Array(20).fill(content)))).toBe(true)
    const lines = Array.from({ length: 20 }, (_, index) => [...Buffer.from(String(index)), 0xff, 0x0a])
    expect([...Buffer.concat(heard.stderr)]).toEqual(lines.flat())
  })

  it('takes no more than its listener does', async () => {
    const detached = await start('yes | head -c 20000000')
    await detached.wait({ maxOutput: 0 })
    const controller = new AbortController()
    let taken = 0
    const held = detached.wait({
      signal: controller.signal,
      maxOutput: 0,
      onOutput: async (_host, _stream, chunk) => {
        taken += chunk.length
        if (!controller.signal.aborted) await once(controller.signal, 'abort')
        // Let go of earlier, all of the output might come before the end that was asked for.
        await eventually(
          () => processesWith(detached.id),
          ({ length }) => length === 0,
        )
      },
    })
    await vi.waitUntil(() => taken > 0, { timeout: 20_000 })
    const first = taken
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(taken).toBe(first)
    controller.abort()
    expect((await held).get('localhost').error).toMatchObject({ code: 'BERTH_ABORTED' })
  })

  it('that was cut off begins anew, and leaving it leaves the command alone', async () => {
    const detached = await start('echo one; sleep 1; echo two')
    for await (const { text } of detached.stream()) {
      expect(text).toBe('one\n')
      break
    }
    const results = await detached.wait()
    expect(results.get('localhost')).toMatchObject({ exitCode: 0, stdout: 'one\ntwo\n', endedBy: 'exit' })
  })

  it('leaves no process of its own behind', async () => {
    const detached = await start('sleep 4323')
    await detached.wait({ timeout: 300 })
    await detached.stop()
    const left = await cluster.exec(['sh', '-c', 'ps -eo args | grep -c "^[s]h .* berth-wait $0"', detached.id])
    expect(left.get('localhost').stdout).toBe('0\n')
  })
})

describe('the list of detached commands', () => {
  const seen = async () => {
    const { commands, error } = (await cluster.listDetached()).get('localhost') ?? {}
    if (commands === undefined || commands === null) throw error
    return new Map(commands.map((command) => [command.id, command]))
  }

  it('tells what each runs, since when, what became of it and how much it printed', async () => {
    const words = ['sh', '-c', 'printf 12345; echo 1 >&2; exit 3', "it's", 'a\nb', '']
    const ended = await start(words)
    await ended.wait()
    const running = await start('echo 1; sleep 4324')
    const stopped = await start('sleep 4325')
    await stopped.stop()
    await vi.waitUntil(async () => (await seen()).get(running.id)?.printed?.stdout === 2, { timeout: 20_000 })
    const commands = await seen()
    expect(commands.get(ended.id)).toEqual({
      id: ended.id,
      state: { state: 'exited', exitCode: 3 },
      command: words,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      printed: { stdout: 5, stderr: 2 },
    })
    expect(commands.get(running.id)).toMatchObject({ state: { state: 'running' }, command: 'echo 1; sleep 4324' })
    expect(commands.get(stopped.id)).toMatchObject({ state: { state: 'stopped' }, command: 'sleep 4325' })
    const order = [...commands.values()].map(({ startedAt }) => startedAt)
    expect(order).toEqual([...order].sort())
  })

  it('shows the beginning of a long command', async () => {
    const { id } = await start(`: ${'ü'.repeat(2000)}`)
    expect((await seen()).get(id)?.command).toMatch(/^: ü{400,}…$/)
  })

  it('goes on over what makes no sense, and says that it does not', async () => {
    const kept = join(folder, 'berth', 'commands')
    const whole = await start('true')
    await whole.wait()
    const [machine = ''] = await readdir(join(kept, whole.id))
    const files: readonly [id: string, file: string, content: string][] = [
      ['begun', 'stdout', ''],
      ['garbled', 'end', 'exit now'],
      ['garbled', 'process', '1 1'],
      ['void', 'process', ''],
      ['gone', 'process', '999999999 12'],
      ['gone', 'started', 'yesterday'],
      ['odd\nname', 'process', '999999999 12'],
    ]
    for (const [id, file, content] of files) {
      await mkdir(join(kept, id, machine), { recursive: true })
      await writeFile(join(kept, id, machine, file), content)
    }
    await writeFile(join(kept, 'a-file'), '')
    await symlink('/nowhere', join(kept, 'a-link'))
    await mkdir(join(kept, 'of-another-machine', 'elsewhere'), { recursive: true })
    const commands = await seen()
    const states = Object.fromEntries([...commands].map(([id, { state }]) => [id, state.state]))
    expect(states).toMatchObject({
      begun: 'unreadable',
      garbled: 'unreadable',
      void: 'unreadable',
      gone: 'lost',
      'odd\nname': 'lost',
      'a-file': 'unreadable',
      'a-link': 'unreadable',
      [whole.id]: 'exited',
    })
    expect(states).not.toHaveProperty('of-another-machine')
    expect(commands.get('gone')).toMatchObject({ startedAt: null, printed: null, command: null })
    for (const id of ['begun', 'garbled', 'void', 'gone']) await cluster.detached(id).forget()
    expect((await readdir(kept)).filter((id) => ['begun', 'garbled', 'void', 'gone'].includes(id))).toEqual([])
  })

  it('is empty where there never was one, and an error where that cannot be told', async () => {
    process.env.XDG_STATE_HOME = join(folder, 'new')
    expect((await seen()).size).toBe(0)
    await symlink('/nowhere', join(folder, 'unmounted'))
    process.env.XDG_STATE_HOME = join(folder, 'unmounted')
    await expect(seen()).rejects.toMatchObject({ code: 'BERTH_COMMAND_FAILED', host: 'localhost' })
    await expect(cluster.detached('any').forget()).rejects.toThrow('unmounted may not be looked into')
    process.env.XDG_STATE_HOME = folder
  })
})

describe('what is kept of a detached command', () => {
  it('is removed when it has ended, and only when asked', async () => {
    const detached = await start('echo out')
    await detached.wait()
    await detached.wait()
    await detached.forget()
    await detached.forget()
    expect(await readdir(join(folder, 'berth', 'commands'))).not.toContain(detached.id)
    expect((await detached.wait()).get('localhost').error?.message).toContain('or it was forgotten')
  })

  it('is left alone while it runs, or something that it started does', async () => {
    const running = await start('sleep 4326')
    const parent = await start('setsid sleep 4327 & exit 0')
    expect((await parent.wait()).get('localhost')).toMatchObject({ exitCode: 0 })
    for (const detached of [running, parent]) {
      await expect(detached.forget()).rejects.toThrow(
        /it is running, or something that it started is\n.*stop it, first/,
      )
      await detached.stop()
      await detached.forget()
    }
  })

  it('stays where another machine has something of it', async () => {
    const detached = await start('true')
    await detached.wait()
    const other = join(folder, 'berth', 'commands', detached.id, 'elsewhere')
    await mkdir(other)
    await detached.forget()
    expect(await readdir(join(other, '..'))).toEqual(['elsewhere'])
  })
})
