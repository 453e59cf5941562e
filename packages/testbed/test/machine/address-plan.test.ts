import { expect, test } from 'vitest'
import { MAX_HOSTS, planAddresses, subnetCandidates } from '../../src/machine/address-plan.js'

test('a plan is a function of subnet number and host count', () => {
  expect(planAddresses(3, 2)).toEqual({
    subnet: '10.77.3.0/24',
    gateway: '10.77.3.1',
    bridge: 'btb3',
    hosts: [
      { name: 'h1', address: '10.77.3.11', port: 'btb3h1', mac: '02:42:0a:4d:03:0b' },
      { name: 'h2', address: '10.77.3.12', port: 'btb3h2', mac: '02:42:0a:4d:03:0c' },
    ],
  })
})

test('the largest plan keeps to its subnet and to the length of link names', () => {
  const { hosts } = planAddresses(255, MAX_HOSTS)
  expect(new Set(hosts.map((host) => host.address)).size).toBe(MAX_HOSTS)
  for (const host of hosts) {
    expect(Number(host.address.split('.')[3])).toBeLessThan(255)
    expect(host.port.length).toBeLessThanOrEqual(15)
  }
})

test.each([0, -1, 1.5, Number.NaN, MAX_HOSTS + 1])('%d hosts are refused', (count) => {
  expect(() => planAddresses(0, count)).toThrow(/1 to 240 hosts/)
})

test('every name tries each subnet once, in an order of its own', () => {
  expect(subnetCandidates('default')[0]).toBe(0)
  expect(subnetCandidates('scale')).toEqual(subnetCandidates('scale'))
  expect(subnetCandidates('scale')[0]).not.toBe(subnetCandidates('tests')[0])
  expect(new Set(subnetCandidates('scale')).size).toBe(256)
})
