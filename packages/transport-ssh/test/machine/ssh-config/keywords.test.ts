import { spawnSync } from 'node:child_process'
import { describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { keywords } from '../../../src/ssh-config/keywords.js'

const it = testWith('ssh')

/** Whether the ssh of this machine has a keyword. */
function isKnownHere(keyword: string): boolean {
  const { stderr } = spawnSync('ssh', ['-G', '-F', '/dev/null', '-o', `${keyword}=yes`, 'x'], { encoding: 'utf8' })
  return !stderr.includes('Bad configuration option')
}

/** Keywords of later versions than the oldest that these tests run with, and of Apple's. */
const notEverywhere = [
  'channeltimeout',
  'gssapiauthentication',
  'gssapiclientidentity',
  'gssapidelegatecredentials',
  'gssapikexalgorithms',
  'gssapikeyexchange',
  'gssapirenewalforcesrekey',
  'gssapiserveridentity',
  'gssapitrustdns',
  'obscurekeystroketiming',
  'refuseconnection',
  'tag',
  'usekeychain',
  'versionaddendum',
  'warnweakcrypto',
]

describe('the keywords of ssh', () => {
  it('are keywords to the ssh that is here, but for those of later versions', () => {
    const unknown = [...keywords].filter((keyword) => !isKnownHere(keyword))
    expect(unknown.filter((keyword) => !notEverywhere.includes(keyword))).toEqual([])
  })

  it.each(['hostnam', 'identityfiel', 'proxyjmp', 'forwardx', 'x'])('do not have %s, which ssh refuses', (keyword) => {
    expect(isKnownHere(keyword)).toBe(false)
    expect(keywords.has(keyword)).toBe(false)
  })
})
