import { expect, it } from 'vitest'
import { networkFor } from '../../../../src/cluster/mpi/network/network-for.js'
import { readRoutes } from '../../../../src/cluster/mpi/network/routes.js'

const networks = readRoutes(['eth1 0000000A 00000000 0001 0 0 0 000000FF 0 0 0'])
const addresses = ['10.0.0.1', '10.9.0.1']
const eth1 = { cidr: '10.0.0.0/8', interface: 'eth1' }

it.each(['orte', 'prrte', 'hydra'] as const)('is the one that all have in common, for %s', (dialect) => {
  expect(networkFor({ host: 'a', networks, asked: null, addresses, dialect })).toEqual(eth1)
  expect(networkFor({ host: 'a', networks, asked: '10.0.0.0/8', addresses, dialect })).toEqual(eth1)
})

it('is refused where the launcher of MPICH would not be told of it', () => {
  const question = { host: 'a', networks, asked: '10.1.0.0/16', addresses }
  expect(networkFor({ ...question, dialect: 'orte' })).toEqual({ cidr: '10.1.0.0/16', interface: null })
  expect(() => networkFor({ ...question, dialect: 'hydra' })).toThrow(
    expect.objectContaining({ code: 'BERTH_MPI_UNUSABLE', host: 'a', message: expect.stringContaining('10.1.0.0/16') }),
  )
})
