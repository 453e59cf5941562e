import { expect, it } from 'vitest'
import type { Manifest } from '../../src/manifests/manifest.js'
import { readManifests } from '../../src/manifests/read-manifests.js'
import { publishOrder } from '../../src/publishing/publish-order.js'

it('publishes every public package of this repository, after all that it needs', () => {
  const order = publishOrder(readManifests()).map(({ manifest }) => manifest)
  const names = order.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['@berth/core', 'berth-cluster']))
  expect(names).not.toContain('@berth/testbed')
  for (const [index, { dependencies = {} }] of order.entries()) {
    const later = names.slice(index)
    expect(Object.keys(dependencies).filter((name) => later.includes(name))).toEqual([])
  }
})

it('turns what comes before what it needs', () => {
  expect(
    orderOf(
      { name: 'a', dependencies: { b: '1', other: '1' } },
      { name: 'b', dependencies: { c: '1' } },
      { name: 'c' },
    ),
  ).toEqual(['c', 'b', 'a'])
})

it('refuses packages that need each other', () => {
  expect(() => orderOf({ name: 'a', dependencies: { b: '1' } }, { name: 'b', dependencies: { a: '1' } })).toThrow(
    'a, b',
  )
})

function orderOf(...manifests: readonly Omit<Manifest, 'version'>[]): string[] {
  const packages = manifests.map((manifest) => ({ folder: manifest.name, manifest: { version: '1.0.0', ...manifest } }))
  return publishOrder(packages).map(({ manifest }) => manifest.name)
}
