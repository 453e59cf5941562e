import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { address } from '../../src/manifests/address.js'
import type { Manifest, PackageManifest } from '../../src/manifests/manifest.js'
import { manifestProblems } from '../../src/manifests/manifest-problems.js'
import { readManifests } from '../../src/manifests/read-manifests.js'
import { workspaceFolder } from '../../src/workspace.js'

describe('the manifests of this repository', () => {
  it('agree', () => {
    const { engines } = JSON.parse(readFileSync(join(workspaceFolder, 'package.json'), 'utf8'))
    const manifests = readManifests()
    expect(manifests.map(({ folder }) => folder)).toEqual(expect.arrayContaining(['packages/core', 'packages/testbed']))
    expect(manifestProblems(manifests, engines.node)).toEqual([])
  })

  it('use no name that the release procedure does not tell to own', () => {
    const contributing = readFileSync(join(workspaceFolder, '.github/CONTRIBUTING.md'), 'utf8')
    const [, owned = ''] = contributing.split('### What must be owned before the first release')
    const published = readManifests().flatMap(({ manifest }) => (manifest.private === true ? [] : [manifest.name]))
    const names = published.map((name) => (name.startsWith('@') ? name.slice(0, name.indexOf('/')) : name))
    for (const name of [...new Set(names), address]) expect(owned).toContain(`\`${name}\``)
  })
})

describe('manifestProblems', () => {
  it('has no word for manifests that agree', () => {
    expect(manifestProblems(workspace({}), '>=20.19')).toEqual([])
  })

  it.each<[string, Partial<Manifest>]>([
    ['version is "1.2.4", not "1.2.3"', { version: '1.2.4' }],
    ['license is "ISC", not "MIT"', { license: 'ISC' }],
    ['engines is {"node":">=18"}, not {"node":">=20.19"}', { engines: { node: '>=18' } }],
    ['files is missing, not ["dist"]', { files: undefined as never }],
    [
      'files is ["dist"], not ["dist","schemas"]',
      { exports: { './package.json': './package.json', './schemas/*.json': './schemas/*.json' } },
    ],
    [
      'files is ["dist"], not ["dist/bundle","dist/**/*.d.ts","dist/**/*.json"]',
      { exports: { './package.json': './package.json', '.': { default: './dist/bundle/index.js' } } },
    ],
    ['exports lack ./package.json', { exports: { '.': './dist/index.js' } }],
    ['bugs is "https://elsewhere.example"', { bugs: 'https://elsewhere.example' }],
    ['not {"type":"git",', { repository: { type: 'git', directory: 'packages/one' } }],
    ['asks for two ^1.2.3, not 1.2.3', { dependencies: { two: '^1.2.3', other: '^9.0.0' } }],
  ])('tells that %s', (problem, difference) => {
    expect(manifestProblems(workspace(difference), '>=20.19')).toEqual([expect.stringContaining(problem)])
  })

  it('asks no private package for what is published', () => {
    expect(manifestProblems(workspace({ private: true, files: undefined as never }), '>=20.19')).toEqual([])
  })
})

/** Two sound packages, but for a difference in the second. */
function workspace(difference: Partial<Manifest>): PackageManifest[] {
  return [sound('two', {}), sound('one', difference)]
}

function sound(name: string, difference: Partial<Manifest>): PackageManifest {
  const folder = `packages/${name}`
  const address = 'https://github.com/berth-cluster/berth'
  return {
    folder,
    manifest: {
      name,
      version: '1.2.3',
      description: 'A package',
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      repository: { type: 'git', url: `git+${address}.git`, directory: folder },
      bugs: `${address}/issues`,
      homepage: `${address}/tree/main/${folder}#readme`,
      files: ['dist'],
      exports: { './package.json': './package.json' },
      ...difference,
    },
  }
}
