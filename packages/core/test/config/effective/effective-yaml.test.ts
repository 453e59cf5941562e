import { describe, expect, it } from 'vitest'
import { effectiveYaml, readClusterFile, resolveConfig } from '../../../src/config/index.js'
import { machine } from '../resolve.js'
import { loadSuite } from '../suite/load-suite.js'

const cluster = `orchestrator: container
node_dict:
  10.0.0.1: { vpc_ip: 192.168.0.1, rack: 7 }
  "fe80::1":
username: "{user-id}"
password: hunter2
env_vars: { A: "#1" }
others: { x: 1 }
container:
  _note: x
  image: site:1
  runtime: { args: { volumes: ["/a:/a", "/b:/b"] } }
`

describe('the effective config in YAML', () => {
  const yaml = effectiveYaml(loadSuite(cluster, 'container: { image: "suite:2", sshd_port: 2300 }\n'))

  it('says of each value where it was written, in the order of the schema, and of a secret that it is hidden', () => {
    const written = yaml.split('\n').filter((line) => !line.endsWith('# default'))
    expect(written.map((line) => line.replace(/ {2,}#/, '  #')).join('\n')).toBe(`\
orchestrator: container  # c.yaml:1
node_dict:
  10.0.0.1:
    vpc_ip: 192.168.0.1  # c.yaml:3
  fe80::1: null  # c.yaml:4
head_node_dict:
username: ann  # c.yaml:5
env_vars:
  A: "#1"  # c.yaml:7
container:
  image: suite:2  # s.yaml:1
  sshd_port: 2300  # s.yaml:1
  runtime:
    args:
      volumes:
        - /a:/a  # c.yaml:12
        - /b:/b  # c.yaml:12
# password: hidden  # c.yaml:6
`)
  })

  it('has what nobody wrote, and what would mean something else once it is written', () => {
    for (const line of [
      'cluster_name: ann_suite_2',
      '  mgmt_ip: 10.0.0.1',
      '  lifetime: per_run',
      '  setup_script: null',
      '    name: docker',
      '      network: host',
      '      privileged: true',
      '  # name: ann_suite_2',
    ])
      expect(yaml.split('\n')).toContainEqual(expect.stringMatching(`^${line} +# default$`))
  })

  it('has its comments below each other', () => {
    const columns = yaml.split('\n').map((line) => / # [cs]\.yaml:\d+$| # default$/.exec(line)?.index)
    expect(new Set(columns.filter((column) => column !== undefined)).size).toBe(1)
  })

  it('has two spaces before the comment of a value that is longer than the rest too', () => {
    const long = 'x'.repeat(100)
    const text = `node_dict: { a: {} }\nenv_vars: { LONG: ${long}, SHORT: x }\n`
    const yaml = effectiveYaml(readClusterFile('c.yaml', machine({ '/lab/c.yaml': text })).load())
    expect(yaml).toContain(`\n  LONG: ${long}  # c.yaml:2\n`)
    expect(yaml).toMatch(/\n {2}SHORT: x {2,30}# c.yaml:2\n/)
  })

  it('has lists of hosts as they are written', () => {
    const text = 'node_dict:\n  - mgmt_ip: a\n    port: 22\n  - mgmt_ip: n[1-2]\n'
    const loaded = readClusterFile('c.yaml', machine({ '/lab/c.yaml': text })).load()
    expect(effectiveYaml(loaded)).toMatch(
      /\nnode_dict:\n {2}- mgmt_ip: a +# c.yaml:2\n {4}port: 22 +# c.yaml:3\n {2}- mgmt_ip: n\[1-2\] +# c.yaml:4\n/,
    )
  })

  it('says that a private key is not there, beside a password that is', () => {
    const text = '{"node_dict": {"a": {}}, "priv_key_file": "~/none", "password": "x"}'
    const { effective } = readClusterFile('c.json', machine({ '/lab/c.json': text })).load()
    expect(effective.file).not.toHaveProperty('priv_key_file')
    expect(effective.leftOut).toEqual([
      { path: ['password'], told: 'hidden' },
      { path: ['priv_key_file'], told: '~/none, which is not there and goes unused' },
    ])
  })

  it('says what was made in code, and lets no name of a file end a comment', () => {
    const file = '{"node_dict": {"a": {}}, "env_vars": {"A": "1"}}'
    const files = { ...machine({ '/lab/a\nb.json': file }), suiteFile: { username: 'u' } }
    const yaml = effectiveYaml(readClusterFile('a\nb.json', files).load())
    expect(yaml).toMatch(/^username: u +# made in code$/m)
    expect(yaml).toMatch(/^ {2}A: "1" +# a\\nb.json:1$/m)
  })

  it('has no secret of a config made in code', () => {
    const input = { node_dict: { a: {} }, password: 'hunter2' }
    const loaded = readClusterFile(input, machine()).load()
    expect(effectiveYaml(loaded)).not.toContain('hunter2')
    expect(loaded.config).toEqual(resolveConfig(input, machine()))
  })
})
