import { BerthError, HostsError, type ImageIdentity, type SavedImage } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const configDigest = `sha256:${'a'.repeat(64)}`
const image: ImageIdentity = {
  ...{ id: configDigest, configDigest, manifestDigests: [], layers: [], platform: 'linux/amd64' },
}
const saved: SavedImage = {
  ...{ reference: 'lab:ready', host: 'a', container: 'c'.repeat(64), configDigest, bytes: 3_500_000, archive: null },
  images: new Map([
    ['a', { identity: image, changed: true }],
    ['b', { identity: image, changed: true }],
  ]),
  missing: new Map(),
}

const failed = new BerthError({ code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'save', message: 'no room', host: 'b' })

describe('save', () => {
  it('tells what was saved, and who has it now', async () => {
    const { exitCode, stdout, calls } = await runCli('save lab:ready --replace --parallel 2', {
      script: { save: saved },
    })
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout:
        'saved the container cccccccccccc of a as lab:ready (config aaaaaaaaaaaa, 3.3 MiB of its own)\na, b: present now (config aaaaaaaaaaaa, linux/amd64)\n',
    })
    expect(calls).toEqual([['save', 'lab:ready', { parallel: 2, replace: true }], ['close']])
  })

  it('writes to an archive what another host has', async () => {
    const script = { save: { ...saved, host: 'b', archive: '/home/ann/lab.tar', images: new Map() } }
    const { stdout, calls, json } = await runCli('save lab:ready --host b --archive lab.tar --json', { script })
    expect(calls[0]).toEqual(['save', 'lab:ready', { host: 'b', archive: 'lab.tar' }])
    expect(json).toMatchObject({
      ...{ command: 'save', reference: 'lab:ready', host: 'b', container: saved.container, configDigest },
      ...{ bytes: 3_500_000, archive: '/home/ann/lab.tar', hosts: {} },
    })
    expect(stdout).not.toContain('saved the')
    expect((await runCli('save lab:ready --archive lab.tar', { script })).stdout).toMatch(
      /, in \/home\/ann\/lab\.tar\n$/,
    )
  })

  it('tells of the hosts that have it although others failed', async () => {
    const save = new HostsError(
      'save',
      new Map([['b', failed]]),
      2,
      new Map([['a', { identity: image, changed: true }]]),
    )
    const { exitCode, json } = await runCli('save lab:ready --json', { script: { save } })
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ host: null, hosts: { a: { ok: true, image }, b: { ok: false } } })
  })

  it('--host wants one of the hosts, and says which there are', async () => {
    const { exitCode, stderr, calls } = await runCli('save lab:ready --host x', { script: { save: saved } })
    expect({ exitCode, calls }).toEqual({ exitCode: 2, calls: [['close']] })
    expect(stderr).toMatch(/^error: --host: "x" is not among the hosts\n {2}→ Name one of: a, b/m)
  })

  it('wants a name, and does nothing on a baremetal cluster', async () => {
    expect((await runCli('save')).exitCode).toBe(2)
    const { exitCode, stdout } = await runCli('save lab:ready')
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^No image: with/) })
  })
})
