import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NodesetError } from '../../../src/config/nodeset/nodeset-error.js'
import { selectNodes } from '../../../src/config/nodeset/select-nodes.js'

const hosts = ['head', 'gpu001', 'gpu002', 'gpu003', '10.0.0.1', 'fe80::1%eth0']
const membersOf = (group: string): readonly string[] => {
  if (group === 'rack1') return ['gpu001', 'gpu002']
  if (group === 'rack:r-12') return ['gpu003']
  if (group === 'elsewhere') return ['gpu009']
  throw new NodesetError(`names the group @${group}, which there is not`)
}
const select = (nodeset: string): string => selectNodes(nodeset, { hosts, membersOf }).join(' ')

describe('a nodeset', () => {
  it.each<[string, string]>([
    ['gpu003,head', 'head gpu003'],
    [' gpu[001-003]  head,', 'head gpu001 gpu002 gpu003'],
    ['@rack1', 'gpu001 gpu002'],
    ['@rack:r-12,head', 'head gpu003'],
    ['!@rack:r-12,gpu[001-003]', 'gpu001 gpu002'],
    ['!gpu002', 'head gpu001 gpu003 10.0.0.1 fe80::1%eth0'],
    ['gpu[001-003],!gpu002', 'gpu001 gpu003'],
    ['!gpu002,gpu[001-003]', 'gpu001 gpu003'],
    ['gpu[001-003]!gpu002', 'gpu001 gpu003'],
    ['gpu[001-003],!@rack1', 'gpu003'],
    ['!@rack1,!gpu003', 'head 10.0.0.1 fe80::1%eth0'],
    ['fe80::1%eth0,10.0.0.1', '10.0.0.1 fe80::1%eth0'],
    ['gpu001,gpu001', 'gpu001'],
  ])('%s selects %s', (nodeset, selected) => {
    expect(select(nodeset)).toBe(selected)
  })

  it.each<[string, string]>([
    ['', 'names no host'],
    [' , ', 'names no host'],
    ['gpu[001-005],x', 'names what is not among the hosts: gpu004, gpu005, x'],
    ['!gpu9', 'names what is not among the hosts: gpu9'],
    ['@rack9', 'names the group @rack9'],
    ['@elsewhere', 'not among the hosts: gpu009'],
    ['@rack1,!gpu[001-002]', 'leaves no host'],
    ['!', 'has a "!" that belongs to nothing'],
    ['@', 'has a "@" that belongs to nothing'],
    ['gpu[001', 'has a "[" that belongs to nothing'],
    ['gpu*', 'has "*"'],
    ['@rack1&gpu001', 'has "&"'],
    ['@slurm:rack1', 'has ":"'],
    ['@rack:12', 'names the group @rack:12'],
    ['@rack:a:b', 'has ":"'],
    ['@rack:*', 'has "*"'],
    ['10.0.0.1-9', '10.0.0.1-9 is a range without brackets; write 10.0.0.[1-9]'],
  ])('%j is refused: %s', (nodeset, message) => {
    expect(() => select(nodeset)).toThrow(message)
  })

  it('selects some of the hosts, in their order, whatever it says, or says why not', () => {
    const piece = fc.constantFrom('gpu', '00', '1', '[', ']', '-', ',', '!', '@', 'rack1', ' ', 'head', '0.0.0.', ':')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          const selected = selectNodes(pieces.join(''), { hosts, membersOf })
          expect(selected.length).toBeGreaterThan(0)
          expect(hosts.filter((host) => selected.includes(host))).toEqual(selected)
        } catch (error) {
          expect(error).toBeInstanceOf(NodesetError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
