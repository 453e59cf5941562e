import { expect, it } from 'vitest'
import { reachableNames } from '../../../src/sshd/files/reachable-names.js'
import { resolve } from '../../config/resolve.js'

it.each([
  [{}, ['gpu1']],
  [{ vpc_ip: '10.0.0.1', address: 'fe80::1%eth0', bmc_ip: '10.9.0.1' }, ['gpu1', '10.0.0.1', 'fe80::1%eth0']],
  [{ vpc_ip: 'gpu1', address: 'gpu1', port: 2222 }, ['gpu1']],
  [{ vpc_ip: 'NA', address: '192.0.2.1' }, ['gpu1', '192.0.2.1']],
])('a host with %j is reached by %j', (host, names) => {
  expect(resolve({ node_dict: { gpu1: host } }).hosts.map(reachableNames)).toEqual([names])
})
