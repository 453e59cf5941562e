import { dockerRuntime } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runtimesFor } from '../src/built-in-runtimes.js'
import { someConfig } from './cli/fake-cluster.js'

const naming = (name: string) => someConfig({ container: { image: 'lab:1', runtime: { name } } })

describe('runtimesFor', () => {
  it.each(['docker', 'podman', 'enroot'])('is %s alone where the config names it', async (name) => {
    const runtimes = await runtimesFor(naming(name))
    expect(Object.keys(runtimes)).toEqual([name])
  })

  it('is all, for the refusal to list, where the config names none of them', async () => {
    expect(Object.keys(await runtimesFor(naming('dokcer')))).toEqual(['docker', 'podman', 'enroot'])
  })

  it('puts a given one in the place of the built-in one', async () => {
    const given = { docker: dockerRuntime() }
    expect((await runtimesFor(naming('docker'), given)).docker).toBe(given.docker)
  })

  it('adds the given ones', async () => {
    expect(Object.keys(await runtimesFor(naming('podman'), { mine: dockerRuntime() }))).toEqual(['podman', 'mine'])
  })

  it('is none without a container', async () => {
    expect(await runtimesFor(someConfig({ orchestrator: 'baremetal', container: null }))).toEqual({})
  })
})
