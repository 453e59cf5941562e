import { BerthError, HostsError, type ImageIdentity, type PulledImages } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const image: ImageIdentity = {
  id: 'sha256:here',
  configDigest: `sha256:${'a'.repeat(64)}`,
  manifestDigests: [],
  layers: [`sha256:${'b'.repeat(64)}`],
  platform: 'linux/amd64',
}
const pulled = (...hosts: readonly [string, boolean][]): PulledImages['images'] =>
  new Map(hosts.map(([host, changed]) => [host, { identity: image, changed }]))
const failed = new BerthError({ code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'pull', message: 'no room', host: 'b' })

describe('pull', () => {
  it('tells what every host has now, and of which that is new', async () => {
    const pull = { images: pulled(['a', true], ['b', false]), missing: new Map() }
    const { exitCode, stdout, calls } = await runCli('pull --parallel 4', { script: { pull } })
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout:
        'a: present now (config aaaaaaaaaaaa, linux/amd64)\nb: there already (config aaaaaaaaaaaa, linux/amd64)\n',
    })
    expect(calls).toEqual([['pull', { parallel: 4 }], ['close']])
  })

  it('is JSON with the whole identity', async () => {
    const pull = { images: pulled(['a', true], ['b', true]), missing: new Map() }
    const { json } = await runCli('pull --json', { script: { pull } })
    expect(json).toMatchObject({ reference: 'busybox:1', hosts: { a: { ok: true, image, changed: true } } })
  })

  it('tells of the hosts where it succeeded although it failed on others', async () => {
    const pull = new HostsError('pull', new Map([['b', failed]]), 2, pulled(['a', true]))
    const { exitCode, stdout, json } = await runCli('pull --json', { script: { pull } })
    expect(exitCode).toBe(1)
    expect(json?.hosts).toMatchObject({
      a: { ok: true, image },
      b: { ok: false, error: { message: expect.stringContaining('no room') } },
    })
    expect(stdout).not.toContain('present now')
    expect((await runCli('pull', { script: { pull } })).stdout).toMatch(/^a: present now/)
  })

  it('exits with 0 where it went on without as many hosts as may fail, and names them', async () => {
    const pull = { images: pulled(['a', true]), missing: new Map([['b', failed]]) }
    const { exitCode, json, calls } = await runCli('pull --json --max-failures 1', { script: { pull } })
    expect({ exitCode, call: calls[0] }).toEqual({ exitCode: 0, call: ['pull', { maxFailures: 1 }] })
    expect(json?.hosts).toMatchObject({ a: { ok: true }, b: { ok: false, error: { code: 'BERTH_IMAGE_UNAVAILABLE' } } })
  })

  it('--from gives all hosts what one of them has', async () => {
    expect((await runCli('pull --from a')).calls[0]).toEqual(['pull', { from: { host: 'a' } }])
  })

  it('--from wants one of the hosts, and says which there are', async () => {
    const { exitCode, stderr, calls } = await runCli('pull --from x')
    expect({ exitCode, calls }).toEqual({ exitCode: 2, calls: [['close']] })
    expect(stderr).toMatch(/^error: --from: "x" is not among the hosts\n {2}→ Name one of: a, b/m)
  })

  it('has nothing to do on a baremetal cluster', async () => {
    const { exitCode, stdout } = await runCli('pull', { script: { pull: null } })
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^No image: with orchestrator baremetal/),
    })
  })
})

describe('push', () => {
  it('gives the archive to the hosts', async () => {
    const pull = { images: pulled(['a', true], ['b', false]), missing: new Map() }
    const files = ['./berth.json', 'lab.tar']
    const { calls, stdout, json } = await runCli('push lab.tar --json', { script: { pull }, files })
    expect(calls).toEqual([['pull', { from: { archive: 'lab.tar' } }], ['close']])
    expect(json).toMatchObject({ command: 'push', reference: 'busybox:1', hosts: { b: { ok: true, changed: false } } })
    expect(stdout).not.toContain('there already')
    expect(await runCli('push')).toMatchObject({ exitCode: 2, cluster: null })
  })

  it('takes a name for an image of the engine here, unless a file or a folder has it, or it is written as a path', async () => {
    const fromOf = async (image: string, world = {}) => (await runCli(`push ${image}`, world)).calls[0]?.[1]
    expect(await fromOf('lab:2')).toEqual({ from: { image: 'lab:2' } })
    expect(await fromOf('layout', { folders: ['layout'] })).toEqual({ from: { archive: 'layout' } })
    expect(await fromOf('./no-such.tar')).toEqual({ from: { archive: './no-such.tar' } })
  })
})
