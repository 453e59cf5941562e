import { expect, it } from 'vitest'
import { HostKeyCheck } from '../../src/host-keys/host-key-check.js'
import { KnownHostsSets } from '../../src/host-keys/known-hosts-set.js'
import type { NewHostKey } from '../../src/options.js'
import { routeTo } from '../../src/target/route.js'
import { publicKey as key } from './public-keys.js'

const { target } = routeTo('h', {
  options: { username: 'u', agent: null, knownHostsFile: '/dev/null' },
  nodes: [],
  localUser: 'u',
  home: '/no/such/home',
  agent: undefined,
  remark: () => undefined,
})

function check(): { readonly check: HostKeyCheck; readonly newKeys: readonly NewHostKey[] } {
  const newKeys: NewHostKey[] = []
  const known = new KnownHostsSets(() => undefined).of(target.knownHosts)
  const onNewKey = (newKey: NewHostKey): void => void newKeys.push(newKey)
  return {
    check: new HostKeyCheck({ host: 'h', target, known, entries: [], warn: () => undefined, onNewKey }),
    newKeys,
  }
}

it('a new key is told once, with the file that has it, if one has', async () => {
  const one = check()
  expect(one.check.present(key('ed25519'))).toBeUndefined()
  expect(one.newKeys).toEqual([])
  await one.check.accept()
  await one.check.accept()
  expect(one.newKeys).toMatchObject([{ host: 'h', name: 'h', keyType: 'ssh-ed25519', file: null }])
})

it('a key that is presented again on the same connection must be the same', () => {
  const one = check()
  expect(one.check.present(key('ed25519'))).toBeUndefined()
  expect(one.check.present(key('ed25519'))).toBeUndefined()
  expect(one.check.present(key('ed25519-2'))).toMatchObject({
    code: 'BERTH_HOST_KEY',
    message: expect.stringContaining('in the middle of a connection'),
  })
})
