import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LocalFile } from '../../src/files/local-tree.js'
import { arriving, isDone, isLarge, planPut } from '../../src/files/put-plan.js'
import { anyPut, hashOf, type Put } from './any-put.js'

function holds(check: (put: Put) => void, blocks = true): void {
  fc.assert(fc.property(anyPut(blocks), check), { numRuns: 200 })
}

describe('what is planned', () => {
  it('is each file once, but those that are there by their hash', () => {
    holds(({ tree, looked }) => {
      const planned = arriving(planPut(tree, looked)).map(({ file }) => file)
      const there = tree.files.filter(({ path, hash }) => looked.hashes.get(path) === hash)
      expect([...planned, ...there].sort(byPath)).toEqual([...tree.files].sort(byPath))
    })
  })

  it('is to send each byte of them once, less what was left of them', () => {
    holds(({ tree, looked }) => {
      const plan = planPut(tree, looked)
      for (const { file, name } of arriving(plan)) {
        const ways = plan.uploads.filter(({ files }) => files.includes(file))
        if (file.size === 0 || (isLarge(file) && looked.parts.get(name) === file.size)) expect(ways).toEqual([])
        else expect(ways).toHaveLength(1)
      }
      for (const { name, size, offset, files } of plan.uploads) {
        expect(files.reduce((sum, file) => sum + file.size, 0)).toBe(size)
        expect(offset === 0 || (offset < size && offset === looked.parts.get(name))).toBe(true)
      }
      expect(plan.bytes).toBe(plan.uploads.reduce((sum, { size, offset }) => sum + size - offset, 0))
    })
  })

  it('has a name of its own for all that arrives', () => {
    holds(({ tree, looked }) => {
      const { uploads, ...plan } = planPut(tree, looked)
      const bundles = uploads.filter(({ files: [first] }) => first !== undefined && !isLarge(first))
      const names = [...bundles, ...arriving({ ...plan, uploads })].map(({ name }) => name)
      expect(new Set([...names, 'probe', 'sums', 'writer']).size).toBe(names.length + 3)
    })
  })

  it('names all that is in the way, and nothing else', () => {
    holds(({ tree, looked, blocked }) => {
      const named = planPut(tree, looked).conflicts.map((conflict) => conflict.replace(/ is (a|no) folder there$/, ''))
      expect(named.sort()).toEqual([...blocked].sort())
    })
  })

  it('is nothing where all is there', () => {
    holds(({ tree, looked }) => {
      const [files, links] = [tree.files.length, tree.links.length]
      const all = {
        ...looked,
        hashes: new Map(tree.files.map(({ path, hash }) => [path, hash])),
        modes: new Map(tree.files.map(({ path, mode }) => [path, mode])),
        links: new Map(tree.links.map(({ target }, index) => [files + index, target])),
        there: new Set(tree.folders.map((_, index) => files + links + index)),
      }
      expect(isDone(planPut(tree, all))).toBe(true)
      expect(planPut(tree, all).bytes).toBe(0)
    })
  })
})

it('begins a part anew that is longer than its file', () => {
  const file = { path: 'a', source: 'a', size: 2_000_000, mode: 0o644, hash: hashOf(2_000_000) }
  const there = { hashes: new Map(), modes: new Map(), folders: new Set<number>(), files: new Set<number>() }
  const looked = {
    ...there,
    there: new Set<number>(),
    links: new Map(),
    tar: false,
    parts: new Map([[`${file.hash}.0`, 2_000_001]]),
  }
  expect(planPut({ files: [file], links: [], folders: [] }, looked).uploads).toEqual([
    { name: `${file.hash}.0`, size: 2_000_000, offset: 0, files: [file] },
  ])
})

function byPath(one: LocalFile, other: LocalFile): number {
  return one.path < other.path ? -1 : 1
}
