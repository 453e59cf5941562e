import { describe, expect, test } from 'vitest'
import { type Inspection, parseInspection } from '../../src/sshd/inspection.js'
import { keysToKeep, planSshd } from '../../src/sshd/sshd-plan.js'

const keys = { hostKey: 'ssh-ed25519 HOST', clientKey: 'ssh-ed25519 CLIENT' }
const other = { hostKey: 'ssh-ed25519 OTHER', clientKey: 'ssh-ed25519 OTHER' }
const settings = { port: 2224, names: ['a', 'b'], keys }
const fresh: Inspection = {
  missing: [],
  version: [9, 2],
  running: false,
  hostKey: null,
  clientKey: null,
  installed: null,
  started: null,
  environment: {},
}
const { installed, started } = planSshd(settings, fresh)
const complete: Inspection = { ...fresh, ...keys, running: true, installed, started }

describe('planSshd', () => {
  test.each<[string, Inspection, string]>([
    ['a fresh container', fresh, 'start'],
    ['all is well', complete, 'nothing'],
    ['restarted container', { ...complete, running: false }, 'start'],
    ['files of another set of hosts', { ...complete, installed: 'other' }, 'files'],
    ['files lost', { ...complete, installed: null }, 'files'],
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
    ['set of names', { ...settings, names: ['a', 'b', 'c'] }, 'files'],
    ['order of names', { ...settings, names: ['b', 'a'] }, 'nothing'],
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
})

describe('parseInspection', () => {
  const whole = `missing \nversion OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15\nrunning yes\nhost_key ssh-ed25519 AAAA berth-x\nclient_key ssh-ed25519 BBBB\ninstalled abc\nstarted def\nenviron\nPATH=/bin\0GPUS=8\0\nend\n`

  test('reads it all', () => {
    expect(parseInspection(whole)).toEqual({
      missing: [],
      version: [9, 2],
      running: true,
      hostKey: 'ssh-ed25519 AAAA',
      clientKey: 'ssh-ed25519 BBBB',
      installed: 'abc',
      started: 'def',
      environment: { PATH: '/bin', GPUS: '8' },
    })
  })

  test('a fresh container', () => {
    expect(parseInspection('missing \nversion OpenSSH_9.2p1\nrunning no\nenviron\n\nend\n')).toEqual(fresh)
  })

  test('an image without sshd', () => {
    expect(parseInspection('missing  sshd ssh-keygen\nrunning no\nenviron\n\nend\n')?.missing).toEqual([
      'sshd',
      'ssh-keygen',
    ])
  })

  test('a key that cannot be read is none', () => {
    expect(parseInspection('missing \nrunning no\nhost_key \nenviron\n\nend\n')?.hostKey).toBeNull()
  })

  test('an environment that looks like the frame around it', () => {
    const environ = 'A=1\0B=x\nenviron\nend\n\0C=2\0'
    expect(parseInspection(`missing \nrunning no\nenviron\n${environ}\nend\n`)?.environment).toEqual({ A: '1', C: '2' })
  })

  test('is nothing unless it is whole', () => {
    for (let length = 0; length < whole.length; length++) expect(parseInspection(whole.slice(0, length))).toBeNull()
  })
})
