import { expect, it } from 'vitest'
import { hostRanks, rankVariables } from '../../../../src/cluster/exec/per-host/host-ranks.js'
import { resolveConfig } from '../../../../src/config/index.js'

const config = resolveConfig({
  node_dict: { a: {}, b: { vpc_ip: '192.168.0.2' }, c: { vpc_ip: 'NA' }, d: { vpc_ip: '192.168.0.4' } },
  head_node_dict: { mgmt_ip: 'b' },
})

it.each<[readonly string[], Record<string, number>, string]>([
  [['a', 'b', 'c', 'd'], { b: 0, a: 1, c: 2, d: 3 }, '192.168.0.2,a,c,192.168.0.4'],
  [['d', 'c', 'b'], { b: 0, c: 1, d: 2 }, '192.168.0.2,c,192.168.0.4'],
  [['d', 'a'], { a: 0, d: 1 }, 'a,192.168.0.4'],
  [['c'], { c: 0 }, 'c'],
])('ranks the hosts %j: the head host first, then in the order of the file', (called, ranks, peers) => {
  const seen = hostRanks(called, config)
  expect(Object.fromEntries([...seen].map(([name, { rank }]) => [name, rank]))).toEqual(ranks)
  for (const rank of seen.values()) {
    expect(rankVariables(rank)).toEqual({
      BERTH_RANK: String(rank.rank),
      BERTH_WORLD_SIZE: String(called.length),
      BERTH_HEAD: peers.split(',')[0],
      BERTH_HOSTS: peers,
    })
  }
})

it('ranks no host where none takes part', () => {
  expect(hostRanks([], config)).toEqual(new Map())
})
