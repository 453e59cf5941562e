import { describe, expect, it } from 'vitest'
import { type ClusterConfig, type ConfigOptions, loadClusterFile, readClusterFile } from '../../../src/config/index.js'
import { machine, resolve } from '../resolve.js'
import { problemsOfArgs, runtimes, withArgs } from './a-runtime.js'

const ownOf = (
  args: Readonly<Record<string, unknown>>,
): NonNullable<ClusterConfig['container']>['runtime']['args']['own'] =>
  resolve(withArgs(args), { ...machine(), runtimes }).container?.runtime.args.own ?? {}

describe("the values of a runtime's own keys", () => {
  it('are in the config as they are given, and none that is not given', () => {
    expect(ownOf({ network: 'host', partition: 'gpu', scratch: { path: '/s' }, constraints: null })).toEqual({
      partition: 'gpu',
      scratch: { path: '/s' },
      constraints: null,
    })
    expect(ownOf({})).toEqual({})
  })

  it('have the user filled in, wherever there is text', () => {
    expect(
      ownOf({
        partition: '{user-id}',
        scratch: { path: '/s/{user-id}' },
        constraints: ['{user-id}'],
        gang: ['{user-id}'],
      }),
    ).toEqual({ partition: 'ann', scratch: { path: '/s/ann' }, constraints: ['ann'], gang: ['ann'] })
  })

  it('have the placeholders that are left in them reported', () => {
    const left = 'still has the placeholder <changeme>; replace it with a real value'
    expect(
      problemsOfArgs({ partition: '<changeme>', scratch: { path: '/<changeme>' }, gang: ['a', '<changeme>'] }),
    ).toEqual([`partition: ${left}`, `scratch/path: ${left}`, `gang/1: ${left}`])
  })

  it('are frozen all through and share nothing with the input, which stays as it was', () => {
    const input = withArgs({ scratch: { path: '/s' }, gang: ['a'], anything: { deep: [{}] } })
    const before = structuredClone(input)
    const own = resolve(input, { ...machine(), runtimes }).container?.runtime.args.own ?? {}
    expect([own, own.scratch, own.gang, own.anything].every((value) => Object.isFrozen(value))).toBe(true)
    expect(own.anything).toEqual({ deep: [{}] })
    expect(input).toEqual(before)
    const { args } = (input.container as { runtime: { args: Record<string, object> } }).runtime
    expect([args.scratch, args.gang, args.anything].some((value) => Object.isFrozen(value))).toBe(false)
  })

  it('are what JSON can say', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const problem =
      'anything: cannot be written as JSON; give it texts, numbers, true, false, null, lists and objects only'
    for (const value of [cyclic, 7n, () => 7, Symbol('x')])
      expect(problemsOfArgs({ anything: value })).toEqual([problem])
    expect(ownOf({ anything: { a: undefined }, nice: undefined })).toEqual({ anything: {} })
  })

  it('come from no prototype, and reach none', () => {
    const inherited = Object.create({ partition: 'gpu' }) as Record<string, unknown>
    expect(ownOf({ ...inherited, constructor: 'Ab' })).toEqual({ constructor: 'Ab' })
    const text = JSON.stringify(withArgs({})).replace('"defaults"', '"__proto__":{"partition":"gpu"},"defaults"')
    const config = loadClusterFile('/lab.json', { ...machine({ '/lab.json': text }), runtimes })
    const own = config.container?.runtime.args.own
    expect(own).toEqual({})
    expect(own?.partition).toBeUndefined()
  })

  it('do not have a key that is not given, whatever objects have by their prototype', () => {
    const own = ownOf({ partition: 'gpu' })
    expect([own.constructor, 'constructor' in own, Object.isFrozen(own)]).toEqual([undefined, false, true])
    expect(JSON.stringify(own)).toBe('{"partition":"gpu"}')
    expect('constructor' in ownOf({})).toBe(false)
  })
})

describe('the runtime whose keys they are', () => {
  it.each<[string, string | null, string]>([
    ['as it is written', 'mine', 'container: { runtime: { name: mine } }'],
    ['with the user in it', 'of-ann', 'container: { runtime: { name: "of-{user-id}" } }'],
    ['docker, where none is named', 'docker', 'container: { runtime: { args: {} } }'],
    ['docker, without a runtime', 'docker', 'container: { image: x, runtime: }'],
    ['none, without a container', null, 'node_dict: { a: {} }'],
    ['none, where the container is no more than a word', null, 'container:'],
    ['none, where its name is no text', null, 'container: { runtime: { name: 7 } }'],
    ['none, in what cannot be read', null, 'container: {'],
  ])('is known before anything was checked: %s', (_name, runtime, text) => {
    expect(readClusterFile('/lab.yaml', machine({ '/lab.yaml': text })).runtime).toBe(runtime)
  })

  const lab = JSON.stringify(withArgs({ partition: 'gpu' }))
  const files = {
    '/lab.json': lab,
    '/suite.yaml': 'container: { image: "lab:2", runtime: { name: mine, args: { nice: 20 } } }',
  }
  const load = (options: ConfigOptions): ClusterConfig =>
    loadClusterFile('/lab.json', { ...machine(files), ...options })

  it('may be named by the suite file, whose line is told', () => {
    expect(() => load({ suiteFile: '/suite.yaml', runtimes })).toThrow(
      '/suite.yaml:1:67 container/runtime/args/nice: is the number 20; expected a whole number from 0 to 19, for example 5',
    )
  })

  it('may be named with the user in it', () => {
    const config = resolve(withArgs({ partition: 'gpu' }, 'of-{user-id}'), {
      ...machine(),
      runtimes: { 'of-ann': runtimes.mine ?? {} },
    })
    expect(config.container?.runtime).toMatchObject({ name: 'of-ann', args: { own: { partition: 'gpu' } } })
  })
})
