import { expect, test } from 'vitest'
import { architecturesOf } from '../../src/image/architectures.js'

test.each([
  ['x86_64\n', '', ['amd64', '386']],
  ['aarch64\n', '', ['arm64', 'arm']],
  ['s390x\n', '', ['s390x']],
  [
    'x86_64\n',
    '/proc/sys/fs/binfmt_misc/qemu-aarch64\n/proc/sys/fs/binfmt_misc/python3.11\n',
    ['amd64', '386', 'arm64'],
  ],
  ['aarch64\n', '/proc/sys/fs/binfmt_misc/rosetta\n', ['arm64', 'arm', 'amd64']],
  [
    'aarch64\n',
    '/proc/sys/fs/binfmt_misc/FEX-x86_64\n/proc/sys/fs/binfmt_misc/qemu-x86_64\n',
    ['arm64', 'arm', 'amd64'],
  ],
  ['vax\n', '/proc/sys/fs/binfmt_misc/qemu-aarch64\n', []],
  ['', '', []],
])('a host of %j with %j runs %j', (machine, emulators, architectures) => {
  expect(architecturesOf(machine, emulators)).toEqual(architectures)
})
