import { expect, it } from 'vitest'
import { parseJumpHosts } from '../../src/target/jump-hosts.js'

const bare = { user: undefined, port: undefined }

it.each<[string, object[]]>([
  ['none', []],
  ['None', []],
  ['b', [{ host: 'b', ...bare }]],
  ['ann@b:2222', [{ host: 'b', user: 'ann', port: 2222 }]],
  [
    'a, b',
    [
      { host: 'a', ...bare },
      { host: 'b', ...bare },
    ],
  ],
  ['[fe80::1%eth0]:22', [{ host: 'fe80::1%eth0', user: undefined, port: 22 }]],
  ['ann@[::1]', [{ host: '::1', user: 'ann', port: undefined }]],
  ['ann@corp.example@b', [{ host: 'b', user: 'ann@corp.example', port: undefined }]],
  ['ssh://ann@b:2222/', [{ host: 'b', user: 'ann', port: 2222 }]],
])('%s is the way %j', (text, hosts) => {
  expect(parseJumpHosts(text, 'c:1')).toEqual(hosts)
})

it.each(['', 'a,', '::1', 'b:', 'b:0', 'b:65536', 'b:x', 'a@', '[b'])('%j is refused', (text) => {
  expect(() => parseJumpHosts(text, 'c:1')).toThrow('c:1 has the jump host')
})
