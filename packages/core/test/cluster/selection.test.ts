import { memoryCluster } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { pickRuntime } from '../../src/cluster/pick-runtime.js'
import { pickHosts, selectHosts } from '../../src/cluster/targets/select-hosts.js'
import type { RuntimeCapabilities } from '../../src/contract/index.js'
import { resolve } from '../config/resolve.js'
import { wanted } from '../lifetime/observations.js'

const config = resolve({ orchestrator: 'baremetal', node_dict: { c: {}, a: {}, b: {} } })

it('selects hosts in the order of the cluster file, each once', () => {
  expect(selectHosts(config, undefined)).toEqual(['c', 'a', 'b'])
  expect(selectHosts(config, ['b', 'c', 'b'])).toEqual(['c', 'b'])
  expect(pickHosts('all', ['c', 'b'], config)).toEqual(['c', 'b'])
  expect(pickHosts('head', ['c', 'b'], config)).toEqual(['c'])
  expect(pickHosts(['b'], ['c', 'b'], config)).toEqual(['b'])
})

it('refuses a selection of nothing, or of hosts that there are not', () => {
  const invalid = (message: RegExp) =>
    expect.objectContaining({ code: 'BERTH_CONFIG_INVALID', message: expect.stringMatching(message) })
  expect(() => selectHosts(config, [])).toThrow(invalid(/"" names no host\n.*Name some of: a, b, c/))
  expect(() => selectHosts(config, ['a', 'x', 'y'])).toThrow(invalid(/not among the hosts: x, y/))
  expect(() => pickHosts('head', ['b'], config)).toThrow(invalid(/not among the hosts: c\n/))
})

it('selects by nodesets and groups of the cluster file, which it lists where one is not there', () => {
  const lab = resolve({
    node_dict: { head: {}, 'gpu[001-004]': {} },
    groups: { rack1: 'gpu[001-002]', odd: ['gpu[001-003/2]'] },
  })
  expect(selectHosts(lab, ['gpu[002-003]', 'head'])).toEqual(['head', 'gpu002', 'gpu003'])
  expect(selectHosts(lab, ['!head,!@rack1'])).toEqual(['gpu003', 'gpu004'])
  expect(
    pickHosts(
      ['@odd'],
      lab.hosts.map(({ name }) => name),
      lab,
    ),
  ).toEqual(['gpu001', 'gpu003'])
  expect(() => selectHosts(lab, ['@toString'])).toThrow(
    'select hosts: "@toString" names the group @toString, which there is not; there are @rack1, @odd\n  → Name some of: @rack1, @odd, gpu[001-004], head',
  )
  expect(() => selectHosts(lab, ['gpu[001-005]'])).toThrow('not among the hosts: gpu005')
})

const pick = (container: ReturnType<typeof wanted>, capabilities: Partial<RuntimeCapabilities> = {}) =>
  pickRuntime(container, {
    docker: memoryCluster({ hosts: [], capabilities }).runtime,
    other: memoryCluster({ hosts: [] }).runtime,
  })

it('picks the runtime by its name, and lists those there are', () => {
  expect(pick(wanted('persistent')).name).toBe('memory')
  for (const name of ['podman', 'constructor'])
    expect(() => pick(wanted('per_run', { runtime: { name, args: { defaults: 'none' } } }))).toThrow(
      expect.objectContaining({
        code: 'BERTH_RUNTIME_UNKNOWN',
        message: expect.stringMatching(/one of docker, other,/),
      }),
    )
})

it('refuses what the runtime does not take, where the config was made without the runtimes', () => {
  const docker = { ...memoryCluster({ hosts: [] }).runtime, rules: { name: () => 'it is short' } }
  expect(() =>
    pickRuntime(wanted('per_run', { runtime: { name: 'docker', args: { defaults: 'none' } } }), { docker }),
  ).toThrow(
    expect.objectContaining({
      code: 'BERTH_CONFIG_INVALID',
      message: expect.stringContaining('container/name: is "lab", which docker takes for no name: it is short'),
    }),
  )
})

const optional = { runtime: { args: { defaults: 'none', tmpfs: ['/x'], gpus: 'all' } } }
const withLogin = { runtime: { args: { defaults: 'none', registry: { username: 'ann', password_file: '/token' } } } }
const hostNetwork = { runtime: { args: { defaults: 'none', network: 'host' } } }

it.each<[string, ReturnType<typeof wanted>, Partial<RuntimeCapabilities>, RegExp | null]>([
  ['persistent, session', wanted('persistent'), { outlives: 'session' }, /lifetime: persistent/],
  ['persistent, allocation', wanted('persistent'), { outlives: 'allocation' }, null],
  ['per_run, session', wanted('per_run'), { outlives: 'session' }, null],
  ['per_run, no labels', wanted('per_run'), { labels: false }, /lifetime: per_run/],
  ['no_launch, no labels', wanted('no_launch'), { labels: false }, null],
  ['per_run, no detached start', wanted('per_run'), { detachedStart: false }, /runs on by itself/],
  ['per_run, no image identity', wanted('per_run'), { imageIdentity: false }, /same image/],
  ['no pull, no archive', wanted('per_run'), { pull: false }, /image_tar/],
  ['no pull, an archive', wanted('per_run', { image_tar: '/lab.tar' }), { pull: false }, null],
  ['no pull, always', wanted('per_run', { pull: 'always' }), { pull: false }, /pull: always/],
  ['no pull, never', wanted('per_run', { pull: 'never' }), { pull: false }, null],
  ['a login, none', wanted('per_run', withLogin), { registryLogin: false }, /runtime\.args\.registry/],
  ['a login', wanted('per_run', withLogin), { registryLogin: true }, null],
  ['a login that is of no use', wanted('per_run', { ...withLogin, pull: 'never' }), { registryLogin: false }, null],
  ['sshd, no stdin', wanted('per_run', { ...hostNetwork, sshd: true }), { stdin: false }, /sshd/],
  ['no sshd, no stdin', wanted('per_run', { sshd: false }), { stdin: false }, null],
  ['an archive, none', wanted('per_run', { image_tar: '/lab.tar' }), { archives: false }, /image_tar/],
  ['host network, none', wanted('per_run', hostNetwork), { hostNetwork: false }, /runtime\.args\.network/],
  [
    'arguments, none',
    wanted('per_run', optional),
    { args: [] },
    /what these keys of runtime.args ask for: tmpfs, gpus\n/,
  ],
  ['arguments, all', wanted('per_run', optional), { args: ['gpus', 'tmpfs'] }, null],
  ['arguments, no launch', wanted('no_launch', optional), { args: [] }, null],
  [
    'a size that has no effect',
    wanted('per_run', { runtime: { args: { ipc: 'host', shm_size: '1g' } } }),
    { args: [] },
    null,
  ],
  ['no host network wanted', wanted('per_run'), { hostNetwork: false }, null],
])('what a runtime lacks is refused by the key that asks for it: %s', (_name, container, capabilities, lack) => {
  const picking = () => pick(container, capabilities)
  if (lack === null) expect(picking).not.toThrow()
  else
    expect(picking).toThrow(
      expect.objectContaining({ code: 'BERTH_CAPABILITY_MISSING', message: expect.stringMatching(lack) }),
    )
})
