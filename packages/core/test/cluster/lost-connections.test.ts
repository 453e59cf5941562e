import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { MemoryCluster, MemoryProgram } from '@berth/memory-cluster'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cluster } from '../../src/cluster/index.js'
import type { BerthError, HostsError } from '../../src/errors/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-lost-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Losing {
  readonly memory: MemoryCluster
  readonly cluster: Cluster
}

/**
 * Two hosts with a file each, of which b loses its connection in the middle of the next file of a host or of a
 * container.
 */
async function losing(on: 'container' | 'host'): Promise<Losing> {
  let lose = on === 'host'
  const memory = lab(['a', 'b'], {
    respond: async ({ host, program, container }) => {
      if (!lose || host !== 'b' || !['cat', 'head'].includes(program) || container !== null) return undefined
      lose = false
      // What the host has said of the start is on its way: it may be heard first.
      await delay(50)
      memory.host('b').dropConnections()
      return undefined
    },
  })
  const { cluster } = berthOver(memory)
  await cluster.up()
  for (const host of memory.hosts.values()) {
    for (const { files } of [host, host.container('lab')]) files.write('/tmp/old', 'the old content\n')
  }
  if (on === 'container') memory.fail('b', 'exec', { dies: 3 })
  return { memory, cluster }
}

/** One host whose container has sshd's programs, as far as its set-up asks them before sshd itself runs. */
async function withSshd(): Promise<Losing> {
  const keygen: MemoryProgram = ({ argv }) => {
    const path = argv.at(-1) ?? ''
    if (argv.includes('-y')) return 'ssh-ed25519 AAAA\n'
    const key = ['BEGIN', 'END'].map((word) => `-----${word} OPENSSH PRIVATE KEY-----\n`).join('')
    memory.host('b').container('lab').files.write(path, key)
    return 0
  }
  const memory = lab(['b'], { programs: { ssh: () => 0, sshd: () => 0, 'ssh-keygen': keygen } })
  const { cluster } = berthOver(memory)
  await cluster.up()
  return { memory, cluster }
}

async function failureOn(host: string, call: Promise<unknown>): Promise<BerthError | undefined> {
  const { failures } = await rejection<HostsError>(call)
  expect([...failures.keys()]).toEqual([host])
  return failures.get(host)
}

const lost = { code: 'BERTH_CONNECTION_LOST', kind: 'unreachable', retryable: true, host: 'b' } as const

describe.each(['container', 'host'] as const)('a connection that is lost in the middle of a file of a %s', (on) => {
  it('is told as such of a file that is read into memory, and nothing was changed', async () => {
    const { cluster } = await losing(on)
    const error = await failureOn('b', cluster.getFile('/tmp/old', { on }))
    expect(error).toMatchObject({ ...lost, operation: 'read /tmp/old' })
    expect(error?.reason).toMatch(/connection was lost.*nothing was changed/)
    expect(error?.remedy).toMatch(/try again/)
    expect((await cluster.getFile('/tmp/old', { on })).size).toBe(2)
  })

  it('is told as such of a text that is written, of which nobody saw whether it is there', async () => {
    const { memory, cluster } = await losing(on)
    const error = await failureOn('b', cluster.putFile('/tmp/old', 'the new content\n', { on }))
    expect(error).toMatchObject({ ...lost, operation: 'write /tmp/old' })
    expect(error?.reason).toMatch(/connection was lost.*outcome is unknown/)
    expect(error?.remedy).toMatch(/again/)
    expect(error?.message).not.toMatch(/nothing was changed|disk/)
    const { files } = on === 'host' ? memory.host('b') : memory.host('b').container('lab')
    expect(['the old content\n', 'the new content\n']).toContain(files.text('/tmp/old'))
    await cluster.putFile('/tmp/old', 'the new content\n', { on })
    expect(files.text('/tmp/old')).toBe('the new content\n')
  })
})

describe('a connection that is lost in the middle', () => {
  it('of a file that is saved leaves nothing of it on this machine', async () => {
    const { cluster } = await losing('container')
    const error = await failureOn('b', cluster.saveFile('/tmp/old', folder))
    expect(error).toMatchObject({ ...lost, operation: 'read /tmp/old' })
    expect(error?.reason).toBe('the connection was lost meanwhile; nothing was changed')
    expect([await readdir(join(folder, 'a')), await readdir(join(folder, 'b'))]).toEqual([['old'], []])
  })

  it.each([
    ['the look at an sshd', [], 'inspect sshd'],
    ['the making of its keys', [() => undefined], 'make sshd keys'],
    ['its start', [() => undefined, () => undefined], 'start sshd'],
  ])('of %s is told as such, and not as an sshd that failed', async (_step, before, operation) => {
    const { memory, cluster } = await withSshd()
    memory.fail('b', 'exec', ...before, { dies: 3 })
    const error = await rejection<BerthError>(cluster.ensureSshd())
    const own = 'failures' in error ? (error as HostsError).failures.get('b') : error
    expect(own).toMatchObject({ ...lost, operation })
    expect(own?.message).not.toMatch(/ssh-keygen must work/)
  })

  it.each([
    ['stop', (cluster: Cluster) => cluster.detached('some').stop()],
    ['forget', (cluster: Cluster) => cluster.detached('some').forget()],
  ])('of %s of a detached command is told as such, and may be asked again', async (name, call) => {
    const { memory, cluster } = await losing('host')
    memory.fail('b', 'exec', { dies: 1 })
    memory.fail('a', 'exec', 'BERTH_EXEC_NOT_STARTED')
    const { failures } = await rejection<HostsError>(call(cluster))
    expect(failures.get('b')).toMatchObject({ ...lost, operation: `${name} command some` })
    expect(failures.get('a')).toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED' })
  })
})

describe('a command that cannot be started in a container', () => {
  it.each([
    ['getFile', (cluster: Cluster) => cluster.getFile('/tmp/old')],
    ['putFile', (cluster: Cluster) => cluster.putFile('/tmp/old', 'new')],
    ['saveFile', (cluster: Cluster) => cluster.saveFile('/tmp/old', folder)],
  ])('is a failure of %s', async (_name, call) => {
    const { memory, cluster } = await losing('host')
    memory.fail('b', 'exec', 'BERTH_EXEC_NOT_STARTED')
    expect(await failureOn('b', call(cluster))).toMatchObject({ code: 'BERTH_FILE_FAILED', host: 'b' })
  })
})
