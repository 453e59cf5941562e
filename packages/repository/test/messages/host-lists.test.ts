import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPackages } from '../../src/direction/read-packages.js'
import { readSourceFiles } from '../../src/direction/rooms/read-source-files.js'
import { workspaceFolder } from '../../src/workspace.js'

/** The one place where names of hosts are joined, and packages that write no messages of Berth. */
const mayJoin = /^core\/src\/errors\/hosts\/|^(?:memory-cluster|repository|testbed|testkit)\//

/** An expression that joins something called hosts, or one of the names that groups of hosts go by. */
const joinsHosts =
  /(?:\b(?:\w*hosts|alike|others|survivors|unreachable)|=> host\))(?:\]|\.(?:keys|values|sort|toSorted|slice)\([^()]*\))*\.join\(/i

it('only hostsText makes text of a list of hosts, so that every one is folded and bounded', () => {
  const joining = readPackages()
    .flatMap(({ folder }) => readSourceFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !mayJoin.test(file))
    .flatMap((file) =>
      readFileSync(join(workspaceFolder, 'packages', file), 'utf8')
        .split('\n')
        .filter((line) => joinsHosts.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(joining).toEqual([])
})

it.each([
  ["text(hosts.join(', '))", true],
  ["[...hosts].sort().join(', ')", true],
  ["[...this.hosts.keys()].join(', ')", true],
  ["situations.map(({ host }) => host).join(', ')", true],
  ["paths.join(', ')", false],
  ["[...words, hostsText(hosts)].join(', ')", false],
])('sees whether %s joins hosts', (line, joins) => {
  expect(joinsHosts.test(line)).toBe(joins)
})
