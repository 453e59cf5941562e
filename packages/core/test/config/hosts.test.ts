import { describe, expect, it } from 'vitest'
import { problemsIn, problemsOf, resolve } from './resolve.js'

describe('a key of node_dict', () => {
  it('says how the host is reached', () => {
    const host = { address: 'fe80::1%eth0', port: 2222, user: 'root', jump: 'ann@bastion:2222,[::1]:22' }
    const others = { vpcIp: null, bmcIp: null, rackId: null }
    expect(resolve({ node_dict: { gpu1: host } }).hosts).toEqual([{ name: 'gpu1', ...host, ...others }])
    expect(resolve({ node_dict: [{ mgmt_ip: 'gpu1', ...host }] }).hosts[0]).toMatchObject(host)
  })

  it.each(['bastion', 'none', 'a,b', 'ann@10.0.0.1:22', '[fe80::1%eth0]', null])('goes by %j', (jump) => {
    expect(resolve({ node_dict: { gpu1: { jump } } }).hosts[0]?.jump).toBe(jump)
  })

  it('may stand for many hosts, in both forms, with an address for each', () => {
    const many = { vpc_ip: '10.0.0.[1-3]', bmc_ip: 'NA', address: 'n[01-03].lab', user: 'root' }
    const hosts = ['gpu008', 'gpu009', 'gpu010'].map((name, index) => ({
      name,
      address: `n0${index + 1}.lab`,
      port: null,
      user: 'root',
      jump: null,
      vpcIp: `10.0.0.${index + 1}`,
      bmcIp: null,
      rackId: null,
    }))
    expect(resolve({ node_dict: { 'gpu[008-010]': many } }).hosts).toEqual(hosts)
    expect(resolve({ node_dict: [{ mgmt_ip: 'gpu[008-010]', ...many }] }).hosts).toEqual(hosts)
    expect(resolve({ node_dict: { 'gpu[008-010]': null } }).headHost).toBe('gpu008')
  })

  it.each<[string, object, string]>([
    [
      'twice the same',
      { 'gpu[1-3]': {}, gpu2: {} },
      'node_dict/gpu2: is gpu2, which node_dict/gpu[1-3] is already; remove one of the two',
    ],
    [
      'overlapping',
      { gpu2: {}, 'gpu[1-3]': {} },
      'node_dict/gpu[1-3]: has gpu2, which node_dict/gpu2 is already; remove one of the two',
    ],
    ['a bad range', { 'gpu[3-1]': {} }, 'node_dict/gpu[3-1]: has the range "3-1", which runs backwards'],
    [
      'one address for many',
      { 'gpu[1-3]': { vpc_ip: '10.0.0.1' } },
      'node_dict/gpu[1-3]/vpc_ip: is 1 address for 3 hosts; write one for each, as in 10.0.0.[1-3]',
    ],
    [
      'many addresses for one',
      { gpu1: { address: '10.0.0.[1-3]' } },
      'node_dict/gpu1/address: is 3 addresses for 1 host; write one for each',
    ],
    [
      'a port out of range',
      { gpu1: { port: 65_536 } },
      'node_dict/gpu1/port: is the number 65536; expected a whole number from 1 to 65535, for example 2222',
    ],
    [
      'a way with a space',
      { gpu1: { jump: 'a b' } },
      'node_dict/gpu1/jump: is "a b"; expected [user@]host[:port], several with commas between them, or "none", for example "bastion"',
    ],
  ])('is refused: %s', (_title, node_dict, problem) => {
    expect(problemsOf({ node_dict })).toEqual([problem])
  })
})

describe('groups', () => {
  it('are nodesets, which may use each other', () => {
    const groups = { rack1: 'gpu[1-3]', good: '@rack1,!gpu2', all: ['@rack1', 'gpu4'] }
    expect(resolve({ node_dict: { 'gpu[1-4]': {} }, groups }).groups).toEqual({
      rack1: ['gpu1', 'gpu2', 'gpu3'],
      good: ['gpu1', 'gpu3'],
      all: ['gpu1', 'gpu2', 'gpu3', 'gpu4'],
    })
    expect(resolve({ node_dict: { a: {} }, groups: null }).groups).toEqual({})
  })

  it('are refused where they name what is not there, or themselves, each with its place', () => {
    const text = `node_dict: {a: {}}
groups:
  typo: b
  loop: "@pool"
  pool: "@loop"
  rack: "@rock"
`
    expect(problemsIn(text, 'c.yaml')).toEqual([
      'c.yaml:3:9 groups/typo: names what is not among the hosts: b',
      'c.yaml:4:9 groups/loop: uses itself, by way of @loop → @pool → @loop',
      'c.yaml:5:9 groups/pool: uses itself, by way of @pool → @loop → @pool',
      'c.yaml:6:9 groups/rack: names the group @rock, which there is not; there are @typo, @loop, @pool, @rack',
    ])
  })
})

it('leaves to the SSH configuration what the file does not say', () => {
  expect(resolve({ node_dict: { a: {} } })).toMatchObject({ username: null, hostKeyPolicy: null })
  expect(resolve({ node_dict: { a: {} }, host_key_policy: 'strict' }).hostKeyPolicy).toBe('strict')
  expect(problemsOf({ node_dict: { a: {} }, host_key_policy: 'no' })).toEqual([
    expect.stringContaining('host_key_policy: is "no"; expected'),
  ])
})
