import { expect, it } from 'vitest'
import { fillTemplate } from '../../../../src/cluster/exec/per-host/fill-template.js'

const rank = { rank: 3, worldSize: 8, head: '10.0.0.1', peers: '' }

it.each<[string, string]>([
  ['{rank} of {world_size} on {host}, by {head}', '3 of 8 on n1, by 10.0.0.1'],
  [`'{host}' "{host}" {host}-{rank}`, `'n1' "n1" n1-3`],
  ['{host}{rank}', 'n13'],
  ['{"rank":{rank}}', '{"rank":3}'],
  ['{"of":{"rank":{rank}}}', '{"of":{"rank":3}}'],
  ['$' + '{rank} ${' + 'host}', '$' + '{rank} ${' + 'host}'],
  ["{{rank}} {a,b} {ranks} { rank } awk '{print $1}'", "{{rank}} {a,b} {ranks} { rank } awk '{print $1}'"],
])('fills in what %j has', (template, filled) => {
  expect(fillTemplate(template, 'n1', rank)).toBe(filled)
  expect(fillTemplate(['echo', template], 'n1', rank)).toEqual(['echo', filled])
})

it.each(['fe80::1%eth0', 'gpu-1.lab_2'])('has %s in any quotes as it is', (host) => {
  expect(fillTemplate('{host}', host, rank)).toBe(host)
})

it.each(['a b', '$(id)', "a'", 'a"', '`', '', 'a\n', 'ü'])('refuses %j, which some shell would read', (host) => {
  expect(() => fillTemplate('{host}', host, rank)).toThrow(TypeError)
})
