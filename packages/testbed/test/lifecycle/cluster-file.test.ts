import { expect, test } from 'vitest'
import { clusterFileContent } from '../../src/lifecycle/cluster-file.js'

const hosts = ['10.77.0.11', '10.77.0.12'].map((address, index) => ({ name: `h${index + 1}`, address, user: 'berth' }))

test('names the hosts by address, the first as head', () => {
  expect(clusterFileContent(hosts, '/k', { image: 'berth/busybox:1' }, {})).toEqual({
    orchestrator: 'container',
    username: 'berth',
    priv_key_file: '/k',
    head_node_dict: { mgmt_ip: '10.77.0.11' },
    node_dict: {
      '10.77.0.11': { vpc_ip: '10.77.0.11', bmc_ip: 'NA' },
      '10.77.0.12': { vpc_ip: '10.77.0.12', bmc_ip: 'NA' },
    },
    container: { image: 'berth/busybox:1' },
  })
})

test('takes another head, login and name; extra keys win', () => {
  const options = { head: { name: 'h2', address: '10.77.0.12', user: 'x' }, username: 'sudoer', clusterName: 'c' }
  const content = clusterFileContent(hosts, '/k', undefined, { ...options, extra: { priv_key_file: '/other' } })
  expect(content).toMatchObject({
    orchestrator: 'baremetal',
    cluster_name: 'c',
    username: 'sudoer',
    priv_key_file: '/other',
    head_node_dict: { mgmt_ip: '10.77.0.12' },
  })
  expect(content).not.toHaveProperty('container')
})
