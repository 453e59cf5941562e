import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canBeNamed, parseLook } from '../../../src/files/look-answer.js'
import { finishLines, lookLines } from '../../../src/files/put-lines.js'
import { planPut } from '../../../src/files/put-plan.js'
import { anyPut, hashOf, type Put } from '../../files/any-put.js'
import { carryOut, readByShell } from './carry-out.js'

function holds(check: (put: Put) => void): void {
  fc.assert(fc.property(anyPut(false), check), { numRuns: 40 })
}

it('makes of what is there, by a real shell, the whole tree, and keeps folders that are there as they are', () => {
  holds(({ tree, there, looked }) => {
    const plan = planPut(tree, looked)
    const after = carryOut(readByShell(finishLines(plan)), there, plan, looked, tree.files)
    expect(after).toEqual({
      files: new Map(tree.files.map(({ path, hash, mode }) => [path, { hash, mode }])),
      links: new Map(tree.links.map(({ path, target }) => [path, target])),
      folders: new Map(tree.folders.map(({ path, mode }) => [path, there.folders.get(path) ?? mode])),
    })
  })
})

it('asks, by a real shell, about each entry that can be named, by its number', () => {
  holds(({ tree }) => {
    const all = [...tree.files, ...tree.links, ...tree.folders]
    const asked = readByShell(lookLines(tree)).flatMap(([word = '', first = '', ...words]): [number, string][] => {
      if (word === 'part') return []
      const paths = word === 'large' ? words.slice(1) : words
      return paths.map((path, index) => [Number(first) + index, path.slice('./'.length)])
    })
    const expected = all.flatMap(({ path }, index): [number, string][] =>
      index < tree.files.length && !canBeNamed(path) ? [] : [[index, path]],
    )
    expect(new Map(asked)).toEqual(new Map(expected))
    expect(asked).toHaveLength(expected.length)
  })
})

it('has some hundred files in a line, and some megabytes in a bundle', () => {
  const files = Array.from({ length: 230 }, (_, index) => {
    const path = `f/${String(index).padStart(3, '0')}`
    return { path, source: path, size: 70_000, mode: 0o644, hash: hashOf(70_000, index % 7) }
  })
  const tree = { files, links: [], folders: [{ path: 'f', mode: 0o755 }] }
  const there = { files: new Map(), links: new Map(), folders: new Map() }
  const looked = parseLook('looked\n', tree)
  if (looked === null) throw new Error('no answer')
  const plan = planPut(tree, looked)
  const lines = readByShell(finishLines(plan))
  const lengths = (wanted: string): number[] => lines.filter(([word]) => word === wanted).map(({ length }) => length)
  expect([lengths('verify'), lengths('place'), lengths('bundle')]).toEqual([
    [201, 201, 61],
    [103, 103, 33],
    [2, 2],
  ])
  expect(carryOut(lines, there, plan, looked, files).files.size).toBe(230)
  expect(readByShell(lookLines(tree)).map(([word, first, ...words]) => [word, first, words.length])).toEqual([
    ['files', '0', 100],
    ['files', '100', 100],
    ['files', '200', 30],
    ['folder', '230', 1],
  ])
})
