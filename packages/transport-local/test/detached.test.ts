import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, type DetachedCommand, resolveConfig } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

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
  for (const { id } of started) await last.detached(id).stop()
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
    expect((await running).get('localhost')).toMatchObject({ endedBy: 'abort', exitCode: null, stdout: 'up\n' })
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
    const kill = `for f in $(grep -lzx 'BERTH_EXEC=${detached.id}' /proc/[0-9]*/environ 2>/dev/null); do
      p=\${f#/proc/}; kill -KILL \${p%/environ}; done`
    await cluster.exec(kill)
    expect((await detached.wait()).get('localhost')).toMatchObject({ endedBy: 'lost', exitCode: null, stdout: 'up\n' })
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
