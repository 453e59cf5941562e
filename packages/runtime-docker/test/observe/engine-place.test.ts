import type { Section } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import type { EngineInfo } from '../../src/engine/engine-info.js'
import { placeOf } from '../../src/observe/engine-place.js'

const boot = '0b8b7c1e-0000-4000-8000-000000000001'
const section = (stdout: string): Section => ({ stdout, stderr: '', exitCode: 0 })
const asked = section(`n2\n6.1.0-18\n16384 kB\n${boot}\n`)

/** Where an engine is that says this of its host, reached by this endpoint, where n2 was asked. */
function placed(host: Partial<EngineInfo['host']>, endpoint = 'unix:///var/run/docker.sock', isRemote = false) {
  const info: EngineInfo = {
    ...{ id: 'E', version: '28', root: '/var/lib/docker', store: 'classic', storeName: 'overlay2', rootless: false },
    host: { name: 'n2', kernel: '6.1.0-18', memory: 16384, ...host },
    isRemote,
  }
  const sections = new Map([['endpoint', section(`default ${endpoint}\n`)]])
  return placeOf(dockerDialect, { reachedBy: 'plain', info, containers: [], sections }, asked)
}

const remote = ['tcp://10.0.0.1:2375', 'ssh://ann@n1', 'https://n1:2376', 'tcp://[fe80::1]:2375']
const local = ['unix:///run/user/1000/docker.sock', 'tcp://127.0.0.1:2375', 'tcp://localhost:2375', 'tcp://[::1]:2375']

describe('the engine that answers', () => {
  it('is the own one where it says so and is reached on the host', () => {
    for (const endpoint of [...local, ''])
      expect(placed({ kernel: 'other' }, endpoint), endpoint).toEqual({ own: true, boot })
  })

  it('may be the own one under another name, as in name spaces, where kernel and memory are the same', () => {
    expect(placed({ name: 'n2-in-a-container' })).toEqual({ own: false, boot })
    for (const endpoint of remote) expect(placed({}, endpoint), endpoint).toEqual({ own: false, boot })
    expect(placed({}, 'unix:///x', true)).toEqual({ own: false, boot })
  })

  it('is that of another host where it says so', () => {
    const elsewhere = {
      reason: expect.stringMatching(/^the engine that answers is not this host's: it says that its host is n1/),
      remedy: [expect.stringMatching(/DOCKER_HOST/), expect.objectContaining({ id: 'engine-info' })],
    }
    expect(placed({ name: 'n1', kernel: 'other' })).toEqual(elsewhere)
    expect(placed({ name: 'n1', memory: 1 })).toEqual(elsewhere)
    for (const endpoint of remote) expect(placed({ name: 'n1' }, endpoint), endpoint).toEqual(elsewhere)
    expect(placed({ name: 'n1' }, 'unix:///x', true)).toEqual(elsewhere)
    expect(placed({ memory: 1 }, remote[0])).toMatchObject({
      reason: expect.stringContaining(`reached by ${remote[0]}`),
    })
  })

  it('is not told where the host says nothing of itself', () => {
    const info = { host: { name: 'n1', kernel: null, memory: null }, isRemote: false } as EngineInfo
    const look = { reachedBy: 'plain', info, containers: [], sections: new Map<string, Section>() } as const
    expect(placeOf(dockerDialect, look, undefined)).toEqual({ own: false, boot: null })
  })
})
