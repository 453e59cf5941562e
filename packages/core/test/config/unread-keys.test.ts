import { describe, expect, it } from 'vitest'
import { problemsOf, resolve } from './resolve.js'

const hosts = { a: {} }

describe('keys that Berth does not read', () => {
  it('are listed, those at the top level first, without comments and what an environment has', () => {
    const config = resolve({
      racks: { user: 'x' },
      node_dict: { a: { gpus: 8, _gpus: 8 }, b: { gpus: 4, vpcip: '10.0.0.1' }, c: null },
      _comment: 'x',
      env_vars: { USER_NAME: 'x' },
      suite: [],
    })
    expect(config.unreadKeys).toEqual([
      { path: 'racks', entries: 0, meant: null },
      { path: 'suite', entries: 0, meant: null },
      { path: 'node_dict/a/gpus', entries: 2, meant: null },
      { path: 'node_dict/b/vpcip', entries: 1, meant: 'vpc_ip' },
    ])
    expect(config.warnings).toEqual([
      {
        code: 'similar_key',
        path: 'node_dict/b/vpcip',
        message: 'is not a key that Berth reads; did you mean "vpc_ip"?',
      },
    ])
  })

  it.each([
    ['user', 'username'],
    ['ssh-user', 'username'],
    ['enviroment', 'env_vars'],
    ['environment', 'env_vars'],
    ['env', 'env_vars'],
    ['private_key', 'priv_key_file'],
    ['priv_key', 'priv_key_file'],
    ['head_node', 'head_node_dict'],
    ['orchestrater', 'orchestrator'],
    ['group', 'groups'],
    ['image', 'container/image'],
    ['volumes', 'container/runtime/args/volumes'],
    ['racks', null],
    ['id', null],
    ['tests', null],
  ])('%s at the top level: %s is meant', (key, meant) => {
    expect(resolve({ node_dict: hosts, [key]: 'x' }).unreadKeys).toEqual([{ path: key, entries: 0, meant }])
  })

  it.each([
    ['username', 'user'],
    ['ip', 'address'],
    ['hostname', 'address'],
    ['ssh_port', 'port'],
    ['bastion', 'jump'],
    ['private_ip', 'vpc_ip'],
    ['rack', 'rack_id'],
    ['rakc_id', 'rack_id'],
    ['id', null],
    ['gpus', null],
  ])('%s of a host: %s is meant', (key, meant) => {
    expect(resolve({ node_dict: { a: { [key]: 'x' } } }).unreadKeys).toEqual([
      { path: `node_dict/a/${key}`, entries: 1, meant },
    ])
    expect(resolve({ node_dict: [{ mgmt_ip: 'a', [key]: 'x' }] }).unreadKeys).toEqual([
      { path: `node_dict/0/${key}`, entries: 1, meant },
    ])
  })

  it('are not taken for a key that is there', () => {
    expect(resolve({ node_dict: hosts, username: 'op', user: 'x' }).warnings).toEqual([])
    expect(resolve({ node_dict: { a: { user: 'op', login: 'x' } } }).warnings).toEqual([])
  })

  it('are warned about once, however many hosts have them', () => {
    const node_dict = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`n${index}`, { username: 'x' }]))
    expect(resolve({ node_dict }).warnings).toEqual([
      {
        code: 'similar_key',
        path: 'node_dict/n0/username',
        message: 'is not a key that Berth reads (nor in 39 more of node_dict); did you mean "user"?',
      },
    ])
  })

  it('may have any names', () => {
    expect(problemsOf({ node_dict: { a: JSON.parse('{ "__proto__": 1, "constructor": 2, "a/b": 3 }') } })).toEqual([])
  })
})
