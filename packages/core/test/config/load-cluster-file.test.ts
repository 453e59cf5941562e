import { describe, expect, it } from 'vitest'
import { loadClusterFile } from '../../src/config/index.js'
import { machine, problemsIn, problemsThrownBy } from './resolve.js'

describe('a file', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'Latin-1',
      Buffer.from('{\n  "node_dict": { "a": {} },\n  "env_vars": { "SITE": "Z\u00fcrich" }\n}', 'latin1'),
      'x.json:3:1: this line is not UTF-8; save the file as UTF-8',
    ],
    [
      'UTF-16',
      Buffer.from('\ufeff{ "node_dict": { "a": {} } }', 'utf16le'),
      'x.json:1:1: the file is UTF-16; save it as UTF-8',
    ],
  ])('in %s is refused, and none of its letters taken for others', (_, bytes, problem) => {
    const options = { ...machine(), readFile: () => bytes }
    expect(problemsThrownBy(() => loadClusterFile('x.json', options))).toEqual([problem])
  })

  it('has a name', () => {
    expect(problemsThrownBy(() => loadClusterFile('', machine()))).toEqual([
      'the name of the file is empty; name a file',
    ])
  })
})

describe('a JSON file', () => {
  it('has all of its problems reported at once, each with its place', () => {
    const text = `{
  # hosts
  "orchestrator": "contaner",
  "head_node_dict": { "mgmt_ip": "10.0.0.9" },
  "node_dict": { "10.0.0.1": { "vpc_ip": 5, }, "10.0.0.2": {} },
  "container": {
    "launch": true, "lifetime": "persitent", "Image": "x",
    "runtime": { "args": { "volumes": ["/a:/b", "c:d"], "privileged": "true" } }
  }
}
`
    expect(problemsIn(text, 'lab.json')).toEqual([
      'lab.json:2:3: comments in JSON begin with "//", not with "#"',
      'lab.json:3:19 orchestrator: is "contaner"; expected one of "container" or "baremetal"; did you mean "container"?',
      'lab.json:4:34 head_node_dict/mgmt_ip: is "10.0.0.9", which is not a host of node_dict; did you mean "10.0.0.1"?',
      'lab.json:5:42 node_dict/10.0.0.1/vpc_ip: is the number 5; expected an IP address or host name, or "NA": write it in quotes, "5"',
      'lab.json:6:3 container/image: is missing; expected an image reference without spaces: add it, for example "image": "rocm/dev-ubuntu-24.04:7.0"',
      'lab.json:7:5 container/launch: was removed; delete it and set container.lifetime to "per_run" where it was true, to "no_launch" where it was false',
      'lab.json:7:33 container/lifetime: is "persitent"; expected one of "no_launch", "per_run" or "persistent"; did you mean "persistent"?',
      'lab.json:7:46 container/Image: is not a key of container; did you mean "image"?',
      'lab.json:8:49 container/runtime/args/volumes/1: is "c:d"; expected source:target[:options], source being an absolute path or the name of a volume, target an absolute path',
      'lab.json:8:71 container/runtime/args/privileged: is "true"; expected true or false: write true without quotes',
    ])
  })

  it.each([
    ['', 'x.json:1:1: the file is empty; expected a JSON object'],
    ['{"a": 1', 'x.json:1:8: unexpected end of file; expected "," or "}"'],
    ['{"a": 1}\n}', 'x.json:2:1: unexpected "}" after the end of the value; remove it'],
    ['{a: 1}', 'x.json:1:2: unexpected "a"; expected a key in double quotes'],
    ["{'a': 1}", 'x.json:1:2: unexpected "\'"; expected a key in double quotes'],
    ['{"a": \'b\'}', 'x.json:1:7 a: single quotes are not allowed in JSON; write double quotes'],
    ['{"a": yes}', 'x.json:1:7 a: yes is not a JSON value; put text in double quotes'],
    ['{"a": 01}', 'x.json:1:7 a: 01 is not a JSON value; put text in double quotes'],
    ['{"a": "b}\n', 'x.json:1:7 a: this text has no closing double quote on its line; add it'],
    [
      '{"a": "\\d"}',
      'x.json:1:7 a: this text has a control character or an escape that JSON does not know; write \\n, \\t or \\\\',
    ],
    ['{"a" 1}', 'x.json:1:6: unexpected "1"; expected ":" after the key "a"'],
    ['{"a": }', 'x.json:1:7 a: unexpected "}"; expected a value'],
    ['{"a": 1 "b": 2}', 'x.json:1:9: unexpected "\\""; expected "," or "}"'],
    ['{"a": 1,, "b": 2}', 'x.json:1:9: unexpected ","; expected a key in double quotes'],
    ['{"a": [,]}', 'x.json:1:8 a/0: unexpected ","; expected a value'],
    ['{,}', 'x.json:1:2: unexpected ","; expected a key in double quotes'],
    ['{"a": 1} /* never', 'x.json:1:10: this comment has no end; close it with "*/"'],
    ['{"a": 1 / 2}', 'x.json:1:9: unexpected "/"; expected "," or "}"'],
  ])('%j is not JSON', (text, problem) => {
    expect(problemsIn(text, 'x.json')).toEqual([problem])
  })

  it('may have comments, and a comma after the last member', () => {
    const text = `// the lab
{
  "node_dict": { // rack 1
    "a": {}, /* "b": {}, */
    "c": { "vpc_ip": "NA", },
  },
  "groups": { "all": ["a", "c",] }, // "not a string, and no end of one
  "username": "http://u/*x*/",
}
// the end`
    const config = loadClusterFile('x.json', machine({ '/lab/x.json': text }))
    expect(config.groups.all).toEqual(['a', 'c'])
    expect(config.username).toBe('http://u/*x*/')
  })

  it('may not give a key twice', () => {
    expect(problemsIn('{"node_dict": {"a": {},\n "a": {}}}', 'x.json')).toEqual([
      'x.json:2:2 node_dict/a: is given twice, first on line 1; keep one of the two',
    ])
  })

  it('may be indented with tabs and begin with a byte order mark', () => {
    expect(problemsIn('\uFEFF{\n\t"node_dict": {\n\t\t"a": {}\n\t}\n}', 'x.json')).toEqual([])
  })
})

describe('a YAML file', () => {
  it('has all of its problems reported at once, each with its place', () => {
    const text = `orchestrator: container
node_dict:
  - mgmt_ip: 10.0.0.1
  - vpc_ip: 1.2.3.4
  - mgmt_ip: 10.0.0.1
container:
  image: 7
  env: { W: [1], 2X: a }
  setup_script: ./nope.sh
  sshd: true
  sshd: true
  runtime: { args: { network: bridge } }
  password: x
password: <ChangeMe>
`
    expect(problemsIn(text, 'lab.yaml')).toEqual([
      'lab.yaml:4:5 node_dict/1/mgmt_ip: is missing; expected an IP address or host name, without user or port: add it, for example "mgmt_ip": "10.0.0.1"',
      'lab.yaml:5:14 node_dict/2/mgmt_ip: is 10.0.0.1, which node_dict/0 is already; remove one of the two',
      'lab.yaml:7:10 container/image: is the number 7; expected an image reference without spaces: write it in quotes, "7"',
      'lab.yaml:8:13 container/env/W: is a list; expected a text, a number or true or false, for example "1"',
      'lab.yaml:8:18 container/env/2X: is not a valid key; expected a variable name of letters, digits and "_" that does not begin with a digit',
      'lab.yaml:9:17 container/setup_script: is "./nope.sh", but there is no file /lab/nope.sh; write the path of a script on this machine, false for none, or leave it out for the packaged one',
      'lab.yaml:10:9 container/sshd: is true, which needs the host\'s network, but the network is "bridge"; set container.runtime.args.network to "host", or sshd to "auto" or false',
      'lab.yaml:11:3 container/sshd: is given twice, first on line 10; keep one of the two',
      'lab.yaml:13:3 container/password: is not a key of container; it belongs at the top level: move it there',
      'lab.yaml:14:11 password: still has the placeholder <ChangeMe>; replace it with a real value',
    ])
  })

  it.each([
    ['', 'x.yaml:1:1: the file is empty; expected at least node_dict'],
    ['a: 1\n---\nb: 2', 'x.yaml:2:1: a second document begins here; a cluster file is one document, remove the rest'],
    ['node_dict: &a\n  x: *a\n', 'x.yaml:2:6 node_dict/x: this alias contains itself; write the value out'],
    ['- a', 'x.yaml:1:1: is a list; expected an object'],
  ])('%j is not a cluster file', (text, problem) => {
    expect(problemsIn(text, 'x.yaml')).toEqual([problem])
  })

  it('points at where an alias or a merge key takes a value from', () => {
    const text = `_base: &base
  image: lab:1
  lifetime: forever
orchestrator: container
node_dict: { a: {} }
container:
  <<: *base
  name: lab
`
    expect(problemsIn(text, 'x.yml')).toEqual([
      'x.yml:3:13 container/lifetime: is "forever"; expected one of "no_launch", "per_run" or "persistent"',
    ])
  })
})

describe('which file is which', () => {
  const json = '{"node_dict": {a: }}'
  it.each(['x.json', 'x.JSON', 'x.jsonc', 'x', 'x.conf'])('%s is read as JSON', (file) => {
    expect(problemsIn(json, file)).toEqual([`${file}:1:16 node_dict: unexpected "a"; expected a key in double quotes`])
  })
  it.each(['x.yaml', 'x.yml'])('%s is read as YAML', (file) => {
    expect(problemsIn(json, file)).toEqual([])
  })
  it('reads a file of another name by how it begins', () => {
    expect(problemsIn('node_dict:\n  a:\n', 'cluster')).toEqual([])
    expect(problemsIn('// the lab\n{"node_dict": {"a": {}}}', 'cluster')).toEqual([])
    expect(problemsIn('/* the lab */ {"node_dict": {"a": {}}}', 'cluster')).toEqual([])
    expect(problemsIn('# the lab\nnode_dict: {a: }', 'cluster')).toEqual([])
  })
})

describe('files that cannot be read', () => {
  it.each([
    ['ENOENT', 'there is no such file; check the path'],
    ['EISDIR', 'it is a directory; name a file in it'],
    ['EACCES', 'permission denied; make it readable for the user who runs Berth'],
    ['EIO', 'input/output error'],
  ])('%s', (code, explanation) => {
    const readFile = (): Uint8Array => {
      throw Object.assign(new Error('input/output error'), { code })
    }
    expect(problemsIn('', 'x.json', { readFile })).toEqual([`x.json: cannot be read: ${explanation}`])
  })

  it('are looked for from the working directory and at home', () => {
    const options = machine({ '/lab/sub/a.yaml': 'node_dict: {a: }', '/home/ann/b.yaml': 'node_dict: {b: }' })
    expect(loadClusterFile('sub/a.yaml', options).file).toBe('/lab/sub/a.yaml')
    expect(loadClusterFile('~/b.yaml', options).headHost).toBe('b')
  })
})

describe('a suite file', () => {
  const cluster = '{"node_dict": {"a": {}, "b": {}}, "username": "u", "env_vars": {"A": "1"}}'
  const load = (suite: string) =>
    loadClusterFile('c.json', { ...machine({ '/lab/c.json': cluster, '/lab/s.yaml': suite }), suiteFile: 's.yaml' })

  it('replaces top-level keys as a whole, and its own sections are left alone', () => {
    const config = load('env_vars: {B: 2}\nrccl: {path: <changeme>, nope: 1}\n_username: x\n')
    expect(config.envVars).toEqual({ B: '2' })
    expect(config.username).toBe('u')
    expect(config.hosts).toHaveLength(2)
  })

  it('has its own problems named by its own name, after those of the cluster file', () => {
    const options = {
      ...machine({
        '/lab/c.json': '{"node_dict": {"a": {}}, "username": 1}',
        '/lab/s.yaml': 'x: 1\nenv_vars: {A: []}\n',
      }),
      suiteFile: 's.yaml',
    }
    expect(problemsThrownBy(() => loadClusterFile('c.json', options))).toEqual([
      'c.json:1:38 username: is the number 1; expected a user name without spaces: write it in quotes, "1"',
      's.yaml:2:15 env_vars/A: is an empty list; expected a text, a number or true or false, for example "1"',
    ])
  })

  it('must be an object', () => {
    expect(problemsThrownBy(() => load('- a'))).toEqual(['s.yaml:1:1: is a list; expected an object'])
  })

  it('may be an object made in code', () => {
    const config = loadClusterFile('c.json', {
      ...machine({ '/lab/c.json': cluster }),
      suiteFile: { username: 'root' },
    })
    expect(config.username).toBe('root')
  })
})

describe('the error', () => {
  it('says in one message which file, and everything', () => {
    const options = machine({ '/lab/c.json': '{"username": 1}' })
    expect(() => loadClusterFile('c.json', options)).toThrow(
      expect.objectContaining({
        code: 'BERTH_CONFIG_INVALID',
        name: 'ConfigError',
        message: `load c.json: 2 problems
  c.json:1:1 node_dict: is missing; expected an object that is not empty or a list of objects that is not empty: add it, for example "node_dict": {"10.0.0.1":{"vpc_ip":"192.168.0.1","bmc_ip":"NA"}}
  c.json:1:14 username: is the number 1; expected a user name without spaces: write it in quotes, "1"`,
      }),
    )
  })
})
