import { describe, expect, it } from 'vitest'
import { isAbout, parseKnownHosts } from '../../src/host-keys/known-hosts.js'

describe('whom an entry is about', () => {
  it.each([
    ['node1', 'node1', true],
    ['node1', 'node2', false],
    ['node1,10.0.0.1', '10.0.0.1', true],
    ['NODE1', 'node1', true],
    ['node1', '[node1]:2222', false],
    ['[node1]:2222', '[node1]:2222', true],
    ['[node1]:2222', 'node1', false],
    ['node*', 'node17', true],
    ['node?', 'node17', false],
    ['node??', 'node17', true],
    ['*.cluster,!bad.cluster', 'good.cluster', true],
    ['*.cluster,!bad.cluster', 'bad.cluster', false],
    ['!bad.cluster', 'good.cluster', false],
    ['node.1', 'nodex1', false],
    ['[10.0.0.?]:*', '[10.0.0.7]:2224', true],
    ['|2|x|y', 'node1', false],
    ['|1|', 'node1', false],
  ])('%s, asked for %s: %s', (hosts, name, expected) => {
    const [entry] = parseKnownHosts(`${hosts} ssh-ed25519 AAAA`, 'f')
    expect(entry !== undefined && isAbout(entry, name)).toBe(expected)
  })
})

describe('a known_hosts file', () => {
  it('is read like OpenSSH reads it', () => {
    const text =
      '# comment\n\n  a ssh-rsa AAAA comment words\r\n@revoked b ssh-rsa BBBB\n@cert-authority *.c ssh-rsa CCCC\n@new d ssh-rsa DDDD\nbroken\ne ssh-rsa\nf\tssh-rsa\tFFFF'
    expect(parseKnownHosts(text, 'f').map(({ line, marker, hosts }) => [line, marker, hosts])).toEqual([
      [3, 'none', 'a'],
      [4, 'revoked', 'b'],
      [5, 'cert-authority', '*.c'],
      [9, 'none', 'f'],
    ])
  })
})
