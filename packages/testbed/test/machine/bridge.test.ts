import { expect, test } from 'vitest'
import { planAddresses } from '../../src/machine/address-plan.js'
import { bridgeLines, plugLines, usedSubnetNumbers } from '../../src/machine/bridge.js'

const plan = planAddresses(4, 1)

test('the bridge has the machine own address', () => {
  expect(bridgeLines(plan)).toEqual([
    'link add btb4 type bridge',
    'address add 10.77.4.1/24 dev btb4',
    'link set btb4 up',
  ])
})

test('a cable goes from the bridge into the namespace of the init', () => {
  expect(plan.hosts.flatMap((host) => plugLines(plan, host, 123))).toEqual([
    'link add btb4h1 type veth peer name eth0 address 02:42:0a:4d:04:0b netns 123',
    'link set btb4h1 master btb4 up',
  ])
})

test('used numbers are read from addresses, routes and bridge names', () => {
  const seen = '3: btb7: <UP>\n10.77.9.0/24 via 10.0.0.1\n4: btb8h2@if2: <UP>\n10.7.77.5 dev x\n210.77.3.1'
  expect([...usedSubnetNumbers(seen)].sort()).toEqual([7, 8, 9])
})
