import { expect, it } from 'vitest'
import { commonNetwork, namedNetwork } from '../../../../src/cluster/mpi/network/common-network.js'
import { readRoutes } from '../../../../src/cluster/mpi/network/routes.js'

/** As Linux writes them: 10.77.3.0/24 on eth0, 172.17.0.0/16 on docker0, 10.0.0.0/8 on eth1, and a gateway. */
const routes = readRoutes([
  'Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT',
  'eth0	00000000	01034D0A	0003	0	0	0	00000000	0	0	0',
  'eth0	00034D0A	00000000	0001	0	0	0	00FFFFFF	0	0	0',
  'eth1	0000000A	00000000	0001	0	0	0	000000FF	0	0	0',
  'docker0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0',
])

it('reads the networks of the own links', () => {
  expect(routes.map(({ interface: name, bits }) => [name, bits])).toEqual([
    ['eth0', 24],
    ['eth1', 8],
    ['docker0', 16],
  ])
})

it.each([
  [['10.77.3.1', '10.77.3.200'], { cidr: '10.77.3.0/24', interface: 'eth0' }],
  [['10.77.3.1', '10.78.0.1'], { cidr: '10.0.0.0/8', interface: 'eth1' }],
  [['172.17.0.2', '172.17.255.3'], { cidr: '172.17.0.0/16', interface: 'docker0' }],
])('finds the smallest network that has all of %j', (addresses, network) => {
  expect(commonNetwork(routes, addresses)).toEqual(network)
})

it.each([[['10.77.3.1', '192.168.0.1']], [['10.77.3.1', 'gpu2']], [['fe80::1']]])(
  'leaves the choice to MPI where none has all of %j',
  (addresses) => {
    expect(commonNetwork(routes, addresses)).toBeNull()
  },
)

it('takes what a caller names for an interface or for a network', () => {
  expect(namedNetwork(routes, 'ib0')).toEqual({ cidr: null, interface: 'ib0' })
  expect(namedNetwork(routes, '10.1.0.0/16')).toEqual({ cidr: '10.1.0.0/16', interface: null })
  expect(namedNetwork(routes, '10.77.3.0/24')).toEqual({ cidr: '10.77.3.0/24', interface: 'eth0' })
})
