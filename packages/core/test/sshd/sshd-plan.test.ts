import { describe, expect, test } from 'vitest'
import { sharedFiles } from '../../src/sshd/files/shared-files.js'
import { type Inspection, parseInspection } from '../../src/sshd/inspection.js'
import { keysToKeep } from '../../src/sshd/keys-to-keep.js'
import { planSshd } from '../../src/sshd/sshd-plan.js'
import { trustAmong } from '../../src/sshd/trust.js'

const keys = { hostKey: 'ssh-ed25519 HOST', clientKey: 'ssh-ed25519 CLIENT' }
const other = { hostKey: 'ssh-ed25519 OTHER', clientKey: 'ssh-ed25519 OTHER' }
const filesOf = (names: readonly string[], port = 2224) => sharedFiles(trustAmong([{ names, ...keys }], port))
const settings = { port: 2224, files: filesOf(['a', 'b']), keys }
const fresh: Inspection = {
  missing: [],
  version: [9, 2],
  clientRefusal: null,
  running: false,
  hostKey: null,
  clientKey: null,
  installed: null,
  started: null,
  trusted: 'none',
  environment: {},
}
const { installed, started } = planSshd(settings, fresh)
const complete: Inspection = { ...fresh, ...keys, running: true, installed, started, trusted: settings.files.trusted }

describe('planSshd', () => {
  test.each<[string, Inspection, string]>([
    ['a fresh container', fresh, 'start'],
    ['all is well', complete, 'nothing'],
    ['restarted container', { ...complete, running: false }, 'start'],
    ['files of another set of hosts', { ...complete, installed: 'other' }, 'files'],
    ['files lost', { ...complete, installed: null }, 'files'],
    ['known hosts that another hand has changed', { ...complete, trusted: 'other' }, 'files'],
    ['an image without sha256sum', { ...complete, trusted: 'unknown' }, 'nothing'],
    ['another client key', { ...complete, clientKey: 'ssh-ed25519 X' }, 'files'],
    ['started with something else', { ...complete, started: 'other' }, 'restart'],
    ['nobody knows with what it was started', { ...complete, started: null }, 'restart'],
    ['another environment', { ...complete, environment: { GPUS: '8' } }, 'restart'],
  ])('%s', (_, inspection, action) => {
    expect(planSshd(settings, inspection).action).toBe(action)
  })

  test.each([
    ['port', { ...settings, port: 2225 }, 'restart'],
    ['host key', { ...settings, keys: { ...keys, hostKey: 'ssh-ed25519 NEW' } }, 'restart'],
    ['client key', { ...settings, keys: { ...keys, clientKey: 'ssh-ed25519 NEW' } }, 'files'],
    ['set of names', { ...settings, files: filesOf(['a', 'b', 'c']) }, 'files'],
    ['order of names', { ...settings, files: filesOf(['b', 'a']) }, 'nothing'],
  ])('another %s', (_, wanted, action) => {
    expect(planSshd(wanted, complete).action).toBe(action)
  })
})

describe('keysToKeep', () => {
  const withKeys = { ...fresh, ...keys }
  const withOther = { ...fresh, ...other }
  test.each<[string, Record<string, Inspection>, string | null]>([
    ['nobody has any', { a: fresh, b: fresh }, null],
    ['half a set is none', { a: { ...fresh, hostKey: 'x' } }, null],
    ['one has them', { a: fresh, b: withKeys }, 'b'],
    ['most', { a: withKeys, b: withOther, c: withOther }, 'b'],
    ['a tie goes to the first host', { b: withOther, a: withKeys }, 'a'],
    ['one that runs outweighs all that do not', { a: withKeys, b: withKeys, c: { ...withOther, running: true } }, 'c'],
  ])('%s', (_, inspections, host) => {
    expect(keysToKeep(new Map(Object.entries(inspections)))?.host ?? null).toBe(host)
  })

  test('those that most hosts are known by, be they outside of the call', () => {
    const inspections = new Map(Object.entries({ a: withOther, b: withKeys }))
    expect(keysToKeep(inspections, [trustAmong([{ names: ['b', 'c', 'd'], ...keys }], 2224)])?.host).toBe('b')
  })
})

describe('parseInspection', () => {
  const whole = `missing \nversion OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15\nclient_refuses Bad owner or permissions on /root/.ssh/config\nrunning yes\nhost_key ssh-ed25519 AAAA berth-x\nclient_key ssh-ed25519 BBBB\ninstalled abc\nstarted def\ntrusted 123\nenviron\nPATH=/bin\0GPUS=8\0\nend\n`

  test('reads it all', () => {
    expect(parseInspection(whole)).toEqual({
      missing: [],
      version: [9, 2],
      clientRefusal: 'Bad owner or permissions on /root/.ssh/config',
      running: true,
      hostKey: 'ssh-ed25519 AAAA',
      clientKey: 'ssh-ed25519 BBBB',
      installed: 'abc',
      started: 'def',
      trusted: '123',
      environment: { PATH: '/bin', GPUS: '8' },
    })
  })

  test('a fresh container', () => {
    expect(parseInspection('missing \nversion OpenSSH_9.2p1\nrunning no\ntrusted none\nenviron\n\nend\n')).toEqual(
      fresh,
    )
  })

  test('an image without sshd', () => {
    expect(parseInspection('missing  sshd ssh-keygen\nrunning no\ntrusted none\nenviron\n\nend\n')?.missing).toEqual([
      'sshd',
      'ssh-keygen',
    ])
  })

  test('a key that cannot be read is none', () => {
    expect(parseInspection('missing \nrunning no\nhost_key \ntrusted none\nenviron\n\nend\n')?.hostKey).toBeNull()
  })

  test('an environment that looks like the frame around it', () => {
    const environ = 'A=1\0B=x\nenviron\nend\n\0C=2\0'
    expect(parseInspection(`missing \nrunning no\ntrusted none\nenviron\n${environ}\nend\n`)?.environment).toEqual({
      A: '1',
      C: '2',
    })
  })

  test('is nothing unless it is whole', () => {
    for (let length = 0; length < whole.length; length++) expect(parseInspection(whole.slice(0, length))).toBeNull()
  })
})
