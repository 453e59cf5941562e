import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddNumbers, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { findPlaceholder } from '../../src/config/check/prepare/placeholders.js'
import { effectiveYaml } from '../../src/config/effective/effective-yaml.js'
import { ConfigError, readClusterFile, readEachFile } from '../../src/config/index.js'
import { parseByteSize } from '../../src/config/resolve/args/byte-size.js'
import { parseDevice, parseTmpfs, parseVolume } from '../../src/config/resolve/args/mounts.js'
import { environmentValue } from '../../src/config/resolve/environment-value.js'
import { machine, problemsIn, problemsOf, problemsThrownBy, withContainer } from '../config/resolve.js'

const schemaKeys = {
  orchestrator: fc.constantFrom('container', 'baremetal', 'CONTAINER'),
  cluster_name: oddText,
  node_dict: oddJson,
  head_node_dict: oddJson,
  groups: oddJson,
  username: oddText,
  password: oddText,
  env_vars: fc.oneof(oddJson, fc.dictionary(fc.constantFrom('PATH', 'A', ...prototypeNames), oddText)),
  suite_merge: fc.constantFrom('merge', 'replace', 1),
  others: oddJson,
}
const args = textOf(
  '/a',
  ':',
  '/b',
  ',ro',
  'create',
  '/dev/kfd',
  'rwm',
  'memlock',
  '=',
  '-1',
  'CAP_',
  'seccomp=',
  '1g',
  ...oddNumbers,
)
const containerKeys = {
  image: fc.oneof(textOf('a', '/', ':', '@sha256:', 'localhost:5000'), oddText),
  name: oddText,
  lifetime: fc.oneof(fc.constantFrom('per_run', 'persistent'), oddJson),
  setup_script: oddJson,
  env: oddJson,
  image_tar: oddText,
  sshd_port: oddJson,
  runtime: fc.record(
    {
      name: fc.oneof(fc.constantFrom('docker', ...prototypeNames), oddJson),
      module: oddText,
      args: fc.dictionary(
        fc.constantFrom(
          ...['volumes', 'devices', 'tmpfs', 'ulimit', 'cap_add', 'security_opt', 'group_add', 'shm_size', 'shm-size'],
          ...['env', 'extra', 'gpus', 'registry', 'network', 'workdir', 'own', ...prototypeNames],
        ),
        fc.oneof(args, fc.array(args, { maxLength: 3 }), oddJson),
      ),
    },
    { requiredKeys: [] },
  ),
}
const file = fc.record(
  { ...schemaKeys, container: fc.oneof(fc.record(containerKeys, { requiredKeys: [] }), oddJson) },
  { requiredKeys: [] },
)
const runtimes = { docker: { argsSchema: { properties: { own: { type: 'object' as const } } } } }

describe('cluster files', () => {
  it('of any values are a config, or say what is wrong with them', () => {
    fuzz(fc.oneof(file, oddJson), (value) => {
      for (const problem of problemsOf(value, { ...machine(), runtimes })) expect(problem).not.toBe('')
    })
  })

  it('are the same as objects and as texts', () => {
    fuzz(file, (value) => {
      const text = JSON.stringify(value)
      const messages = (problems: readonly string[]): string[] =>
        problems.map((one) => one.replace(/^x\.json\S* ?/, '')).sort()
      const [written, made] = [problemsIn(text, 'x.json'), problemsOf(JSON.parse(text))]
      if (!written.some((problem) => problem.includes('given twice'))) expect(messages(written)).toEqual(messages(made))
    })
  })

  it('are merged with any suite', () => {
    fuzz(fc.oneof(file, oddJson), fc.oneof(file, oddJson), (cluster, suite) => {
      const files = { '/lab/c.json': JSON.stringify(cluster), '/lab/s.yaml': JSON.stringify(suite) }
      problemsThrownBy(() => {
        const { load, problem } = readClusterFile('c.json', { ...machine(files), suiteFile: 's.yaml' })
        problem(['container', '__proto__', 0], 'x')
        effectiveYaml(load(runtimes))
      })
    })
    expect({}).not.toHaveProperty('polluted')
  })

  it('change no object that others have', () => {
    const polluting = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'
    const text = `{"node_dict": {"a": {}}, "container": ${polluting}, "env_vars": ${polluting}, "x": ${polluting}}`
    for (const name of ['x.json', 'x.yaml']) {
      const suiteFile = JSON.parse(text)
      problemsIn(text, name, { suiteFile })
    }
    expect({}).not.toHaveProperty('polluted')
  })

  it.each([
    [
      'a NUL',
      { image: 'a\0b' },
      'container/image: has a NUL character in it, which no program can be given; take it out',
    ],
    [
      'half of a pair',
      { image: '\ud800' },
      'container/image: has half of a surrogate pair in it, which no program can be given; take it out',
    ],
    [
      'a NUL in an argument',
      { runtime: { args: { volumes: ['/a\0:/b'] } } },
      expect.stringContaining('volumes/0: has a NUL'),
    ],
    ['a NUL in a variable', { env: { A: '\0' } }, expect.stringContaining('container/env/A: has a NUL')],
    [
      'too much memory',
      { runtime: { args: { shm_size: `${'9'.repeat(400)}t` } } },
      expect.stringContaining('which is more than any memory has'),
    ],
    ['too many GPUs', { runtime: { args: { gpus: 1e300 } } }, expect.stringContaining('gpus: is the number 1e+300')],
    ['too large a group', { runtime: { args: { group_add: [1e300] } } }, expect.stringContaining('group_add/0')],
  ])('say so where they have %s', (_, container, problem) => {
    expect(problemsOf(withContainer(container))).toEqual([problem])
  })

  it('say so of a number that JSON does not have, in the keys of a runtime', () => {
    const problems = problemsOf(withContainer({ runtime: { args: { own: { a: Number.NaN } } } }), {
      ...machine(),
      runtimes,
    })
    expect(problems).toEqual([expect.stringContaining('container/runtime/args/own: cannot be written as JSON')])
  })
})

describe('files of commands', () => {
  const config = { hosts: ['gpu1', 'gpu2'].map((name) => ({ name })), groups: { all: ['gpu1', 'gpu2'] } } as never
  const commands = fc.oneof(
    oddJson,
    fc.dictionary(fc.constantFrom('gpu1', '@all', 'gpu[1-2]', ...prototypeNames), oddJson),
  )

  it('have a command for each host, or say what is wrong with them', () => {
    fuzz(commands, fc.constantFrom('x.json', 'x.yaml'), (value, file) => {
      problemsThrownBy(() => {
        const read = readEachFile(file, ['gpu1', 'gpu2'], config, machine({ [`/lab/${file}`]: JSON.stringify(value) }))
        expect([...read.keys()]).toEqual(['gpu1', 'gpu2'])
      })
    })
    growsEvenly(
      (size) => JSON.stringify(Array.from({ length: size }, () => 1)),
      (text) => problemsThrownBy(() => readEachFile('x.json', ['gpu1'], config, machine({ '/lab/x.json': text }))),
      { from: 100, most: 5_000 },
    )
  })
})

describe('the words of arguments', () => {
  it('are taken apart, whatever they are', () => {
    fuzz(fc.oneof(args, oddText), (text) => {
      expect(parseVolume(text)).toHaveProperty('target')
      expect(parseTmpfs(text)).toHaveProperty('target')
      expect(parseDevice(text)).toHaveProperty('path')
      expect(typeof parseByteSize(text)).toBe('number')
      expect(environmentValue('A', text)).toBeDefined()
      for (const braces of ['address', 'text', 'literal'] as const)
        expect(text).toContain(findPlaceholder(text, braces) ?? '')
    })
  })

  it.each<[string, (size: number) => string]>([
    ['braces that are left open', (size) => '{'.repeat(size)],
    ['what is not filled in, over and over', (size) => `{${'xx.xx '.repeat(size)}`],
    ['nodes without an end', (size) => `{${'node-'.repeat(size)}!`],
    ['spaces', (size) => `<${' '.repeat(size)}{${' '.repeat(size)}`],
    ['names', (size) => `{a${'|a'.repeat(size)}`],
    ['changes', (size) => '<changeme '.repeat(size)],
    ['references', (size) => '$A:'.repeat(size)],
  ])('take as long as they are: %s', (_, make) => {
    growsEvenly(make, (text) => {
      for (const braces of ['address', 'text', 'literal'] as const) findPlaceholder(text, braces)
      environmentValue('A', text)
    })
  })
})

describe('large cluster files', () => {
  const hosts = (size: number, host: unknown): Record<string, unknown> => ({
    node_dict: Object.fromEntries(Array.from({ length: size }, (_, index) => [`gpu${index}`, host])),
  })

  it.each<[string, (size: number) => unknown]>([
    ['hosts', (size) => hosts(size, { vpc_ip: 'NA', rack_id: 'r1' })],
    ['wrong hosts', (size) => hosts(size, { port: 70_000 })],
    ['hosts with unknown keys', (size) => hosts(size, { adress: 'x', prot: 1 })],
    ['hosts with addresses that do not match', (size) => hosts(size, { vpc_ip: '10.0.0.[1-2]' })],
    [
      'a list of hosts',
      (size) => ({ node_dict: Array.from({ length: size }, (_, index) => ({ mgmt_ip: `n${index}` })) }),
    ],
    ['a list of wrong hosts', (size) => ({ node_dict: Array.from({ length: size }, () => 1) })],
    ['hosts in one', (size) => ({ node_dict: { [`gpu[1-${size}]`]: {} } })],
    ['the same host', (size) => ({ node_dict: Array.from({ length: size }, () => ({ mgmt_ip: 'a' })) })],
    [
      'groups',
      (size) => ({
        node_dict: { a: {} },
        groups: Object.fromEntries(Array.from({ length: size }, (_, index) => [`g${index}`, 'a'])),
      }),
    ],
    [
      'wrong groups',
      (size) => ({ node_dict: { a: {} }, groups: { g: Array.from({ length: size }, (_, index) => `b${index}`) } }),
    ],
    [
      'variables',
      (size) => ({
        node_dict: { a: {} },
        env_vars: Object.fromEntries(Array.from({ length: size }, (_, index) => [`A${index}`, '$B'])),
      }),
    ],
    [
      'wrong variables',
      (size) => ({
        node_dict: { a: {} },
        env_vars: Object.fromEntries(Array.from({ length: size }, (_, index) => [`-${index}`, []])),
      }),
    ],
    [
      'volumes',
      (size) =>
        withContainer({
          runtime: { args: { volumes: Array.from({ length: size }, (_, index) => `/a${index}:/b${index}`) } },
        }),
    ],
    [
      'wrong volumes',
      (size) => withContainer({ runtime: { args: { volumes: Array.from({ length: size }, () => 'a') } } }),
    ],
    [
      'unknown keys',
      (size) => withContainer(Object.fromEntries(Array.from({ length: size }, (_, index) => [`key${index}`, 1]))),
    ],
    ['other sections', (size) => ({ node_dict: { a: {} }, other: Array.from({ length: size }, () => ({ a: [1] })) })],
    ['a long name', (size) => ({ node_dict: { ['x'.repeat(size)]: {} } })],
  ])('take as long as they are: %s', (_, make) => {
    growsEvenly(
      (size) => JSON.stringify(make(size)),
      (text) => problemsIn(text, 'x.json'),
      { from: 100, most: 5_000 },
    )
  })
})

describe('the message about a cluster file', () => {
  it('tells once what is the same on many hosts', () => {
    const lines = Array.from(
      { length: 500 },
      (_, index) => `  "gpu${String(index + 1).padStart(3, '0')}": {"port": 70000}`,
    )
    const error = thrownBy(() =>
      readClusterFile('x.json', machine({ '/lab/x.json': `{"node_dict": {\n${lines.join(',\n')}}}` })).check(),
    )
    expect(error.message.split('\n')).toEqual([
      expect.stringContaining('500 problems'),
      '  x.json:2:22 node_dict/gpu[001-500]/port: is the number 70000; expected a whole number from 1 to 65535, for example 2222 (the first of 500 like this)',
    ])
    expect([error.problems.length, error.complete]).toEqual([500, true])
  })

  it('has so many lines at most, and says where there are more', () => {
    const others = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key-${index}`, 1]))
    const error = thrownBy(() => readClusterFile(withContainer(others) as never, machine()).check())
    expect(error.message.split('\n')).toHaveLength(102)
    expect(error.message).toContain('… and 400 more')
    expect(error.complete).toBe(false)
    expect(error.whole().split('\n')).toHaveLength(500)
  })
})

function thrownBy(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    if (ConfigError.isInstance(error)) return error
  }
  throw new TypeError('no ConfigError was thrown')
}
