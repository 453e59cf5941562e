import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cluster } from '../../../src/cluster/index.js'
import type { HostsError } from '../../../src/errors/index.js'
import { berthOver, lab } from '../../lifetime/berth-over.js'
import { rejection } from '../../lifetime/rejection.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = berthOver(lab(['a'])).cluster
  await cluster.up()
})
afterAll(() => cluster.close())

const remedy = 'Nothing was run: change what was asked for.'

describe('what no host can do is told as wrong use, not as a fault in Berth', () => {
  it.each<[string, (on: Cluster) => ReturnType<Cluster['exec']>, RegExp]>([
    ['a command without words', (on) => on.exec([]), /needs at least one word/],
    ['a NUL byte', (on) => on.execOnHost(['echo', 'a\0b']), /cannot contain a NUL byte/],
    [
      'a command that no kernel takes',
      (on) => on.exec('x'.repeat(200_000)),
      /20\d{4} bytes long .* takes 131071: send the bulk on standard input/,
    ],
    [
      'a variable that no program gets',
      (on) => on.exec('true', { env: { A: 'x'.repeat(200_000) } }),
      /A is 200002 bytes/,
    ],
    [
      'a variable of no name',
      (on) => on.execOnHost('true', { env: { 'a-b': '1' } }),
      /no name of an environment variable/,
    ],
  ])('%s', async (_what, ask, message) => {
    expect((await ask(cluster)).get('a').error).toMatchObject({
      code: 'BERTH_CONFIG_INVALID',
      kind: 'usage',
      reason: expect.stringMatching(message),
      remedy,
    })
  })

  it.each([
    ['a path of a file', (on: Cluster) => on.getFile('/a\0b', { on: 'host' })],
    ['a command to start', (on: Cluster) => on.start([])],
  ])('in %s', async (_what, ask) => {
    const { failures } = await rejection<HostsError>(ask(cluster))
    expect(failures.get('a')?.remedy).toBe(remedy)
  })
})

const ofContainers = /^user is of commands in containers: a command on a host runs as the login user$/

it.each<[string, (on: Cluster) => Promise<unknown>]>([
  ['run', (on) => on.execEach(() => 'true', { on: 'host', user: 'app' })],
  ['start', (on) => on.start('true', { on: 'host', user: 'app' })],
  ['list', (on) => on.listDetached({ on: 'host', user: 'app' })],
  ['take up', async (on) => on.detached('id', { on: 'host', user: 'app' })],
])('a user is refused for commands on hosts: to %s them', async (_what, ask) => {
  await expect(ask(cluster)).rejects.toThrow(ofContainers)
})

describe("what a caller's onOutput throws", () => {
  const own = new RangeError('mine')

  it.each<[string, () => unknown]>([
    [
      'at once',
      () => {
        throw own
      },
    ],
    ['by a promise', () => Promise.reject(own)],
  ])('%s ends the command, and is told as its own', async (_how, onOutput) => {
    const { error } = (await cluster.exec('echo x; sleep 1000', { onOutput })).get('a')
    expect(error).toMatchObject({ code: 'BERTH_COMMAND_FAILED', host: 'a', cause: own, reason: 'onOutput threw: mine' })
    expect(error?.remedy).toMatch(/^Mend the onOutput/)
  })
})
