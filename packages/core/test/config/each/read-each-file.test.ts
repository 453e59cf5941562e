import { describe, expect, it } from 'vitest'
import { readEachFile } from '../../../src/config/index.js'
import { machine, problemsThrownBy, resolve } from '../resolve.js'

const config = resolve({ node_dict: { head: {}, 'n[1-3]': {} }, groups: { workers: 'n[1-3]' } })
const all = config.hosts.map(({ name }) => name)

function read(text: string, { called = all, file = 'each.yaml' } = {}) {
  return readEachFile(file, called, config, machine({ [`/lab/${file}`]: text }))
}

function problems(text: string, options?: Parameters<typeof read>[1]): readonly string[] {
  return problemsThrownBy(() => read(text, options))
}

describe('the commands of a file', () => {
  it('are by hosts, nodesets and groups, in the order of the call', () => {
    expect([...read('"n[1,3]": ./work\nn2: null\nhead: [./serve, --port, "80"]\n')]).toEqual([
      ['head', ['./serve', '--port', '80']],
      ['n1', './work'],
      ['n2', null],
      ['n3', './work'],
    ])
    expect([...read('{ // for all\n "@workers": "a", "!@workers": "b", }', { file: 'each.json' })]).toEqual([
      ['head', 'b'],
      ['n1', 'a'],
      ['n2', 'a'],
      ['n3', 'a'],
    ])
  })

  it('are those of the hosts of the call alone', () => {
    expect([...read('head: a\nn[1-3]: b', { called: ['n2'] })]).toEqual([['n2', 'b']])
  })

  it('are by position in a list', () => {
    expect([...read('[a, null, [b, c], d]').values()]).toEqual(['a', null, ['b', 'c'], 'd'])
    expect([...read('[a]', { called: ['n3'] })]).toEqual([['n3', 'a']])
  })
})

describe('a file of commands is refused', () => {
  it('for hosts and groups that there are not, at their keys', () => {
    expect(problems('head: a\nn[1-4]: b\n"@gpus": c\n')).toEqual([
      'each.yaml:2:1 n[1-4]: names what is not among the hosts: n4',
      'each.yaml:3:1 @gpus: names the group @gpus, which there is not; there are @workers',
    ])
  })

  it('for hosts without a command', () => {
    expect(problems('head: a\nn2: b\n')).toEqual([
      expect.stringMatching(
        /^each.yaml:1:1: has no command for n1\W.*3\b.*; add them, with null where nothing is to run, or /,
      ),
    ])
  })

  it('for hosts with two', () => {
    expect(problems('"@workers": a\nhead: b\nn2: c\n')).toEqual([
      'each.yaml:3:1 n2: means n2, which "@workers" means already; name each host once',
    ])
    expect(problems('"n[1-2]": a\nn3: b\nhead: c\n"@workers": d\n')).toEqual([
      'each.yaml:4:1 @workers: means n1, n2, which "n[1-2]" means already, and n3, which "n3" means already; name each host once',
    ])
  })

  it.each(['[a, b]', '[a, b, c, d, e]'])('for a list of another length: %s', (text) => {
    expect(problems(text)).toEqual([expect.stringMatching(/^each.yaml:1:1: has [25] commands for 4 hosts, /)])
  })

  it.each(['1', '""', '" "', '[]', '[""]', '[a, 1]', '{ a: b }', 'true'])('for what is no command: %s', (command) => {
    expect(problems(`"*": a\n`.replace('"*": a', `head: ${command}\nn[1-3]: a`))).toEqual([
      expect.stringMatching(/^each.yaml:1:7 head: is no command; expected a text, /),
    ])
  })

  it.each(['just text', '3', 'null'])('for what is neither a map nor a list: %j', (text) => {
    expect(problems(text)).toEqual([
      expect.stringMatching(/ expected a map of hosts to commands, or a list of commands$/),
    ])
  })

  it('for a text that cannot be read, and where there is none', () => {
    expect(problems('{ "head": ', { file: 'each.json' })).toEqual([expect.stringMatching(/^each.json:1:11 head: /)])
    expect(problemsThrownBy(() => readEachFile('none.yaml', all, config, machine()))).toEqual([
      'none.yaml: cannot be read: there is no such file; check the path',
    ])
  })
})
