import { describe, expect, it } from 'vitest'
import { parseInstalledPackages } from '../../../src/security/dependencies/installed-package.js'
import { licenceProblems } from '../../../src/security/dependencies/licences.js'

const node = (manifest: object) => ({ name: 'a', version: '1.0.0', location: 'node_modules/a', ...manifest })
const licencesIn = (...nodes: readonly object[]): string[] =>
  parseInstalledPackages(JSON.stringify(nodes)).map(({ licence }) => licence)

describe('the licence of a package', () => {
  it.each([
    [{ license: 'MIT' }, 'MIT'],
    [{ license: '(MIT OR Apache-2.0)' }, 'MIT OR Apache-2.0'],
    [{ licenses: [{ type: 'MIT', url: 'x' }] }, 'MIT'],
    [{ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }, 'MIT OR GPL-2.0'],
    [{ license: { type: 'ISC' } }, 'ISC'],
    [{}, ''],
  ])('of %j is %j', (manifest, licence) => {
    expect(licencesIn(node(manifest))).toEqual([licence])
  })

  it('is not asked of the packages of this repository', () => {
    const own = { name: '@berth/core', version: '0.1.0', location: 'packages/core' }
    const linked = { ...own, location: 'node_modules/@berth/core', resolved: 'file:../packages/core' }
    expect(licencesIn(own, linked, node({ license: 'MIT' }))).toEqual(['MIT'])
  })

  it('is not looked for in what is no list', () => {
    expect(() => parseInstalledPackages('{}')).toThrow('no list')
  })
})

describe('a licence', () => {
  it.each([
    ['a', 'MIT', true],
    ['a', 'GPL-3.0-only OR MIT', true],
    ['a', 'GPL-3.0-only', false],
    ['a', 'MIT AND GPL-3.0-only', false],
    ['a', 'UNLICENSED', false],
    ['a', 'SEE LICENSE IN LICENSE.md', false],
    ['a', '', false],
    ['a', 'MPL-2.0', false],
    ['lightningcss-linux-x64-gnu', 'MPL-2.0', true],
  ])('of %s that is %j is permitted: %s', (name, licence, permitted) => {
    const problems = licenceProblems([{ name, version: '1.0.0', licence }])
    expect(problems).toEqual(permitted ? [] : [`${name} 1.0.0: ${licence || 'no licence'}`])
  })
})
