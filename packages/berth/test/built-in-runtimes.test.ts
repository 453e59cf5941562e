import { dockerRuntime } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runtimesFor } from '../src/built-in-runtimes.js'

describe('runtimesFor', () => {
  it.each(['docker', 'podman', 'enroot'])('is %s alone where the config names it', async (name) => {
    const runtimes = await runtimesFor(name)
    expect(Object.keys(runtimes)).toEqual([name])
  })

  it('is all, for the refusal to list, where the config names none of them', async () => {
    expect(Object.keys(await runtimesFor('dokcer'))).toEqual(['docker', 'podman', 'enroot'])
  })

  it('puts a given one in the place of the built-in one', async () => {
    const given = { docker: dockerRuntime() }
    expect((await runtimesFor('docker', given)).docker).toBe(given.docker)
  })

  it('adds the given ones', async () => {
    expect(Object.keys(await runtimesFor('podman', { mine: dockerRuntime() }))).toEqual(['podman', 'mine'])
  })

  it('is none without a container', async () => {
    expect(await runtimesFor(null)).toEqual({})
  })
})
