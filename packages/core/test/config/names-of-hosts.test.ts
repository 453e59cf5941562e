import { describe, expect, it } from 'vitest'
import { problemsIn, problemsOf, resolve } from './resolve.js'

const invalid = 'is not a valid key; expected an IP address or host name, without user or port'

describe('a key of node_dict that was pasted from elsewhere', () => {
  it.each([
    ['op@h', 'write "h": { "user": "op" }'],
    ['alice@corp.example@h', 'write "h": { "user": "alice@corp.example" }'],
    ['h:2222', 'write "h": { "port": 2222 }'],
    ['op@h:22', 'write "h": { "user": "op", "port": 22 }'],
    ['ssh://op@h:22/', 'write "h": { "user": "op", "port": 22 }'],
    ['[2001:db8::1]:22', 'write "2001:db8::1": { "port": 22 }'],
    ['[2001:db8::1]', 'write "2001:db8::1"'],
    ['h slots=8', 'write "h"; what "slots=8" says, Berth does not read'],
    [
      'op@h:22 slots=8 max_slots=9',
      'write "h": { "user": "op", "port": 22 }; what "slots=8 max_slots=9" says, Berth does not read',
    ],
    ['h ansible_host=10.0.0.1 ansible_user=op', 'write "h": { "address": "10.0.0.1", "user": "op" }'],
    ['n[1-3', 'a bracket has no partner; write "n[1-3]"'],
    ['n1-3]', 'a bracket has no partner'],
    ['n1, n2,n3', 'write each host as one of its own: "n1", "n2", "n3"'],
    ['n1 n2', 'write each host as one of its own: "n1", "n2"'],
    ['10.0.0.0/24', 'a network is no host; write its hosts, as in "10.0.0.[1-20]"'],
  ])('%s: says what to write', (key, advice) => {
    expect(problemsOf({ node_dict: { [key]: {} } })).toEqual([`node_dict/${key}: ${invalid}: ${advice}`])
  })

  it('says it where the key stands, and in the form of a list', () => {
    expect(problemsIn('{\n  "node_dict": {\n    "op@h": {}\n  }\n}', 'c.json')).toEqual([
      `c.json:3:5 node_dict/op@h: ${invalid}: write "h": { "user": "op" }`,
    ])
    expect(problemsOf({ node_dict: [{ mgmt_ip: 'op@h:22' }] })).toEqual([
      'node_dict/0/mgmt_ip: is "op@h:22"; expected an IP address or host name, without user or port: write "mgmt_ip": "h", "user": "op", "port": 22',
    ])
  })

  it('says it of other addresses, each with the keys that it may have', () => {
    const host = { address: '10.0.0.1:2222', vpc_ip: 'op@10.1.0.1' }
    expect(problemsOf({ node_dict: { h: host }, head_node_dict: { mgmt_ip: 'op@h' } })).toEqual([
      'node_dict/h/address: is "10.0.0.1:2222"; expected an IP address or host name, or "NA": write "address": "10.0.0.1", "port": 2222',
      'node_dict/h/vpc_ip: is "op@10.1.0.1"; expected an IP address or host name, or "NA": write "vpc_ip": "10.1.0.1"',
      'head_node_dict/mgmt_ip: is "op@h"; expected an IP address or host name, without user or port: write "h"',
    ])
  })
})

describe('an IPv4 address', () => {
  it.each<[string, object, string]>([
    [
      'in a range without brackets',
      { '192.168.1.10-20': {} },
      'node_dict/192.168.1.10-20: is a range without brackets; write 192.168.1.[10-20]',
    ],
    [
      'with zeros before its numbers',
      { '192.168.001.010': {} },
      'node_dict/192.168.001.010: has 192.168.001.010, with zeros that some programs take for octal numbers; write 192.168.1.10',
    ],
    [
      'with zeros in a range',
      { '10.0.0.[08-10]': {} },
      'node_dict/10.0.0.[08-10]: has 10.0.0.08, with zeros that some programs take for octal numbers; write 10.0.0.8',
    ],
    [
      'in a range that goes too far',
      { '10.0.0.[250-260]': {} },
      'node_dict/10.0.0.[250-260]: has 256 in 10.0.0.256, but an IPv4 address has numbers up to 255',
    ],
    [
      'of another kind, in a range without brackets',
      { 'n[1-2]': { vpc_ip: '10.0.0.1-2' } },
      'node_dict/n[1-2]/vpc_ip: is a range without brackets; write 10.0.0.[1-2]',
    ],
  ])('%s is refused with what is meant', (_title, node_dict, problem) => {
    expect(problemsOf({ node_dict })).toEqual([problem])
  })

  it('of a jump host is told likewise', () => {
    expect(problemsOf({ node_dict: { a: { jump: 'op@x.y@10.0.0.1:22,me@010.0.0.2:22' } } })).toEqual([
      'node_dict/a/jump: has 010.0.0.2, with zeros that some programs take for octal numbers; write 10.0.0.2',
    ])
  })

  it('of a group is told likewise', () => {
    expect(problemsOf({ node_dict: { '10.0.0.[1-9]': {} }, groups: { x: '10.0.0.1-3' } })).toEqual([
      'groups/x: names what is not among the hosts: 10.0.0.1-3; 10.0.0.1-3 is a range without brackets; write 10.0.0.[1-3]',
    ])
  })

  it('may have zeros that count, and names may have any', () => {
    expect(resolve({ node_dict: { '10.0.0.1[00-02]': {}, 'n[008-010]': {}, '0010': {} } }).hosts).toHaveLength(7)
  })
})

describe('one address twice', () => {
  it.each<[string, object, string]>([
    [
      'as a name and as an address',
      { '10.0.0.1': {}, gpu1: { address: '10.0.0.1' } },
      'node_dict/gpu1/address: is the address 10.0.0.1, which node_dict/10.0.0.1 is already',
    ],
    [
      'as addresses of a nodeset',
      { 'n[1-3]': { address: '10.0.0.[1-3]' }, m: { address: '10.0.0.2' } },
      'node_dict/m/address: is the address 10.0.0.2, which node_dict/n[1-3]/address is already',
    ],
    [
      'in two spellings of IPv6',
      { '2001:db8::1': {}, '2001:DB8:0:0::1': {} },
      'node_dict/2001:DB8:0:0::1: is the address 2001:DB8:0:0::1, which node_dict/2001:db8::1 is already',
    ],
    [
      'in capital letters',
      { gpu1: {}, GPU1: {} },
      'node_dict/GPU1: is the address GPU1, which node_dict/gpu1 is already',
    ],
    [
      'with a port that is the usual one',
      { a: { address: 'h', port: 22 }, h: {} },
      'node_dict/h: is the address h, which node_dict/a/address is already',
    ],
    [
      'for other hosts',
      { a: { vpc_ip: '10.1.0.1' }, b: { vpc_ip: '::ffff:10.1.0.1' } },
      'node_dict/b/vpc_ip: is the address ::ffff:10.1.0.1, which node_dict/a/vpc_ip is already',
    ],
  ])('is refused: %s', (_title, node_dict, problem) => {
    expect(problemsOf({ node_dict })).toEqual([`${problem}; give each host its own, or remove one of the two`])
  })

  it.each<[string, object]>([
    ['on two ports', { a: { address: 'h', port: 2201, vpc_ip: 'h' }, b: { address: 'h', port: 2202, vpc_ip: 'h' } }],
    ['in two networks', { a: { address: '10.0.0.1', jump: 'one' }, b: { address: '10.0.0.1', jump: 'two' } }],
    ['of a host alone', { '10.0.0.1': { vpc_ip: '10.0.0.1', address: '10.0.0.1' } }],
    ['of a management controller that hosts share', { a: { bmc_ip: '10.9.0.1' }, b: { bmc_ip: '10.9.0.1' } }],
    ['that is none', { a: { vpc_ip: 'NA', address: 'n/a' }, b: { vpc_ip: 'NA', address: 'N/A' } }],
  ])('is taken: %s', (_title, node_dict) => {
    expect(problemsOf({ node_dict })).toEqual([])
  })
})

describe('a head that is no host', () => {
  it.each<[string, object, string, string]>([
    ['by its address', { a: { address: '10.0.0.1' } }, '10.0.0.1', 'it is the address of "a": write that'],
    ['in another spelling', { 'fe80::1': {} }, 'FE80:0::1', 'it is another spelling of "fe80::1": write that'],
    ['by its other address', { a: { vpc_ip: '10.0.0.1' } }, '10.0.0.1', 'it is the vpc_ip of "a": write that'],
  ])('is told what to write: %s', (_title, node_dict, mgmt_ip, advice) => {
    expect(problemsOf({ node_dict, head_node_dict: { mgmt_ip } })).toEqual([
      `head_node_dict/mgmt_ip: is "${mgmt_ip}", which is not a host of node_dict; ${advice}`,
    ])
  })
})

describe('user names with an @', () => {
  it('stand at every place that has a user', () => {
    const host = { user: 'bob@corp.example', jump: 'alice@corp.example@bastion:2222,carol@x.y@[::1]' }
    const config = resolve({ node_dict: { a: host }, username: 'alice@corp.example' })
    expect(config).toMatchObject({ username: 'alice@corp.example', hosts: [host] })
  })
})

describe('rack_id', () => {
  it('makes groups, which groups and selections may use', () => {
    const config = resolve({
      node_dict: {
        a: { rack_id: 12 },
        b: { rack_id: 'r-2' },
        'n[1-2]': { rack_id: '12' },
        c: { rack_id: 'NA' },
        d: {},
      },
      groups: { good: '@rack:12,!n1' },
    })
    expect(config.groups).toEqual({ good: ['a', 'n2'], 'rack:12': ['a', 'n1', 'n2'], 'rack:r-2': ['b'] })
    expect(config.hosts.map(({ rackId }) => rackId)).toEqual(['12', 'r-2', '12', '12', null, null])
  })

  it('of a list is the same, and a rack that is not there is told beside those that are', () => {
    const node_dict = [{ mgmt_ip: 'a', rack_id: 1 }]
    expect(resolve({ node_dict }).groups).toEqual({ 'rack:1': ['a'] })
    expect(problemsOf({ node_dict, groups: { x: '@rack:2' } })).toEqual([
      'groups/x: names the group @rack:2, which there is not; there are @x, @rack:1',
    ])
  })

  it('that no nodeset can name makes none, with a warning for each such rack', () => {
    const config = resolve({ node_dict: { 'n[1-2]': { rack_id: 'row 3' }, m: { rack_id: 'row 3' } } })
    expect(config.groups).toEqual({})
    expect(config.warnings).toEqual([
      {
        code: 'rack_without_group',
        path: 'node_dict/n1/rack_id',
        message: 'is "row 3", which makes no group: for that it has letters, digits, "_", "." and "-" only',
      },
    ])
  })
})
