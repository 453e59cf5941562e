import { expect, test } from 'vitest'
import { TESTBED_USERS } from '../../src/contract/users.js'
import { accountFiles } from '../../src/host/account-files.js'

const machine = {
  passwd:
    'root:x:0:0:root:/root:/bin/zsh\nsshd:x:105:65534::/run/sshd:/usr/sbin/nologin\nberth:x:1000:1000::/home/x:/bin/sh\n',
  group: 'root:x:0:\ndocker:x:105:someone\nvideo:x:44:\nberth:x:1000:\n',
  shadow: 'root:$6$secret:1:0:9:7:::\nsshd:*:1:0:9:7:::\nberth:$6$other:1:0:9:7:::\n',
}
const files = accountFiles(machine, TESTBED_USERS, 'HASH')
const line = (text: string, name: string): string[] => text.split('\n').filter((row) => row.startsWith(`${name}:`))

test('system accounts stay, accounts of the same name are replaced', () => {
  expect(line(files.passwd, 'sshd')).toEqual(['sshd:x:105:65534::/run/sshd:/usr/sbin/nologin'])
  expect(line(files.passwd, 'berth')).toEqual(['berth:x:7001:7001::/home/berth:/bin/bash'])
  expect(line(files.passwd, 'root')).toEqual(['root:x:0:0:root:/root:/bin/bash'])
  expect(line(files.group, 'video')).toEqual(['video:x:44:'])
})

test('only the users meant for it are in group docker', () => {
  expect(line(files.group, 'docker')).toEqual(['docker:x:7999:berth,fish,dash,pass'])
})

test('no password of the machine gets onto a host, and no account is locked', () => {
  expect(files.shadow).not.toContain('$6$')
  expect(line(files.shadow, 'pass')).toEqual(['pass:HASH:19000:0:99999:7:::'])
  expect(line(files.shadow, 'root')).toEqual(['root:*:19000:0:99999:7:::'])
})
