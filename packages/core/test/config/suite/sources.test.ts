import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClusterFile, type ValueSource } from '../../../src/config/index.js'
import { machine } from '../resolve.js'
import { loadSuite } from './load-suite.js'

const told = (sources: ReadonlyMap<string, ValueSource>): Record<string, string> =>
  Object.fromEntries(
    [...sources].map(([pointer, { file, line, column }]) => [pointer, `${file}:${line}:${column}`] as const),
  )

describe('the sources of a config', () => {
  const cluster = `orchestrator: container
node_dict:
  a: {}
  n/1: { vpc_ip: NA, rack: { id: 7 } }
others: { path: x }
container:
  _comment: x
  image: site:1
  env: { A: "1", B: "2" }
  runtime: { args: { volumes: ["/a:/a", "/b:/b"] } }
`.replace('n/1', 'n1')

  it('are the places of all values that Berth reads, and of no others', () => {
    const { sources } = readClusterFile('c.yaml', machine({ '/lab/c.yaml': cluster })).load()
    expect(told(sources)).toEqual({
      '/orchestrator': 'c.yaml:1:15',
      '/node_dict/a': 'c.yaml:3:6',
      '/node_dict/n1/vpc_ip': 'c.yaml:4:17',
      '/container/image': 'c.yaml:8:10',
      '/container/env/A': 'c.yaml:9:13',
      '/container/env/B': 'c.yaml:9:21',
      '/container/runtime/args/volumes/0': 'c.yaml:10:32',
      '/container/runtime/args/volumes/1': 'c.yaml:10:41',
    })
  })

  it('are the suite where it has spoken', () => {
    const suite = 'container:\n  env: { B: "3" }\n  runtime: { args: { volumes: ["/c:/c"] } }\n'
    const { sources } = loadSuite(cluster, suite)
    expect(told(sources)).toMatchObject({
      '/container/image': 'c.yaml:8:10',
      '/container/env/A': 'c.yaml:9:13',
      '/container/env/B': 's.yaml:2:13',
      '/container/runtime/args/volumes/0': 's.yaml:3:32',
    })
    expect(sources.has('/container/runtime/args/volumes/1')).toBe(false)
  })

  it('have no line where an object was made in code', () => {
    const file = readClusterFile('c.yaml', { ...machine({ '/lab/c.yaml': cluster }), suiteFile: { username: 'u' } })
    expect(file.load().sources.get('/username')).toEqual({ file: null, line: null, column: null })
  })

  it('are written as JSON pointers', () => {
    const text = 'node_dict: { a: {} }\nenv_vars: { A: x }\ngroups: { r: a }\n'
    const { sources } = readClusterFile('c.yaml', machine({ '/lab/c.yaml': text })).load()
    expect([...sources.keys()]).toEqual(['/node_dict/a', '/env_vars/A', '/groups/r'])
  })
})

it('says of each value of two files the file whose value it is', () => {
  const variables = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.nat(9), { minKeys: 1 })
  fc.assert(
    fc.property(variables, variables, fc.boolean(), (below, over, replaces) => {
      const yaml = (env: object, more: string): string =>
        `${more}container: { image: x, env: ${JSON.stringify(env)} }\n`
      const head = 'orchestrator: container\nnode_dict: { a: {} }\n'
      const { sources, config } = loadSuite(yaml(below, head), yaml(over, replaces ? 'suite_merge: replace\n' : ''))
      for (const name of ['A', 'B', 'C', 'D'] as const) {
        const ours = Object.hasOwn(over, name)
          ? 's.yaml'
          : !replaces && Object.hasOwn(below, name)
            ? 'c.yaml'
            : undefined
        expect(sources.get(`/container/env/${name}`)?.file).toBe(ours)
        const value = Object.hasOwn(over, name) ? over[name] : ours === undefined ? undefined : below[name]
        expect(config.container?.runtime.args.env[name]).toBe(value === undefined ? undefined : String(value))
      }
    }),
  )
})
