import { expect, it } from 'vitest'
import { parseSshConfig } from '../../src/ssh-config/parse-ssh-config.js'
import { unknownKeywords } from '../../src/ssh-config/unknown-keywords.js'

const unknownIn = (text: string): readonly string[] => unknownKeywords(parseSshConfig(text, 'c', () => []))

it('are named with their lines, in sections of other hosts too', () => {
  expect(unknownIn('Hostnam a\nHost b\n  IdentityFiel k\nMatch host c\n  user u\n  Prot 22\n')).toEqual([
    'c:1: ssh has no keyword "hostnam", and refuses the file for it: correct it',
    'c:3: ssh has no keyword "identityfiel", and refuses the file for it: correct it',
    'c:6: ssh has no keyword "prot", and refuses the file for it: correct it',
  ])
})

it('are none where IgnoreUnknown names them', () => {
  expect(unknownIn('IgnoreUnknown Lab*,x\nLabUser u\nX 1\nHostName h\nY 1\n')).toEqual([
    'c:5: ssh has no keyword "y", and refuses the file for it: correct it',
  ])
})
