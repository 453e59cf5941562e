import { describe, expect, it } from 'vitest'
import { expandNames } from '../../../src/config/nodeset/expand-names.js'

describe('a pattern of names', () => {
  it.each<[string, string]>([
    ['gpu1', 'gpu1'],
    ['10.0.0.[8-10]', '10.0.0.8 10.0.0.9 10.0.0.10'],
    ['gpu[008-011,130]', 'gpu008 gpu009 gpu010 gpu011 gpu130'],
    ['gpu[1,1-2,2]', 'gpu1 gpu2'],
    ['gpu[0-1]', 'gpu0 gpu1'],
    ['gpu[00]', 'gpu00'],
    ['r[1-2]n[01-02].lab', 'r1n01.lab r1n02.lab r2n01.lab r2n02.lab'],
    ['r[1-2][3-4]', 'r13 r14 r23 r24'],
    ['gpu[001-010/4]', 'gpu001 gpu005 gpu009'],
    ['gpu[ 1 , 3 ]', 'gpu1 gpu3'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ])('%s stands for %s', (pattern, names) => {
    expect(expandNames(pattern).join(' ')).toBe(names)
  })

  it.each<[string, string]>([
    ['gpu[1-', 'bracket'],
    ['gpu1]', 'bracket'],
    ['gpu[1[2]]', 'bracket'],
    ['gpu[]', 'range ""'],
    ['gpu[1,]', 'range ""'],
    ['gpu[a-b]', 'range "a-b"'],
    ['gpu[-1]', 'range "-1"'],
    ['gpu[9-3]', 'backwards'],
    ['gpu[1-9/0]', 'step is 0'],
    ['gpu[01-100]', 'different numbers of digits'],
    ['gpu[1-010]', 'different numbers of digits'],
    ['gpu[1-100001]', 'more than 100000 names'],
    ['gpu[0-999999999999999]', 'more than 100000 names'],
    ['a[1-1000]b[1-1000]', 'more than 100000 names'],
    ['gpu[1-1000000000000000000]', 'range'],
  ])('%s is refused: %s', (pattern, message) => {
    expect(() => expandNames(pattern)).toThrow(message)
  })
})
