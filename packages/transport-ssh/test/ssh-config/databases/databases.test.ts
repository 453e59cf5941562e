import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { homeOf, isOwnGroup } from '../../../src/ssh-config/databases/password-database.js'
import { servicePort } from '../../../src/ssh-config/databases/service-port.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-databases-'))
  writeFileSync(join(folder, 'passwd'), 'ann:x:7:7:Ann:/home/ann:/bin/sh\nbob:x:8:8:::/bin/sh\n')
  writeFileSync(join(folder, 'group'), 'ann:x:7:\nbob:x:8:bob,ann\nstaff:x:9:ann\ncarl:x:10:carl\n')
  writeFileSync(join(folder, 'services'), '# ports\nssh 22/tcp # login\nhttp\t80/tcp\twww\nntp 123/udp\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each<[string, string | undefined]>([
  ['ann', '/home/ann'],
  ['bob', undefined],
  ['carl', undefined],
])('the home of %s is %s', (user, home) => {
  expect(homeOf(user, join(folder, 'passwd'))).toBe(home)
})

describe('a group', () => {
  it.each<[number, string, boolean]>([
    [7, 'ann', true],
    [10, 'carl', true],
    [7, 'bob', false],
    [8, 'bob', false],
    [9, 'ann', false],
    [11, 'ann', false],
  ])('%i is the own one of %s: %s', (group, user, isOwn) => {
    expect(isOwnGroup(group, user, join(folder, 'group'))).toBe(isOwn)
    expect(isOwnGroup(group, user, join(folder, 'missing'))).toBe(false)
  })
})

it.each<[string, number | undefined]>([
  ['ssh', 22],
  ['www', 80],
  ['ntp', undefined],
  ['login', undefined],
])('the port of %s is %s', (service, port) => {
  expect(servicePort(service, join(folder, 'services'))).toBe(port)
  expect(servicePort(service, join(folder, 'missing'))).toBeUndefined()
})
