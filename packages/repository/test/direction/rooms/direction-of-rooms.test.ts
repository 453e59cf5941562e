import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPackages } from '../../../src/direction/read-packages.js'
import { crowdedFolders, mostSiblings } from '../../../src/direction/rooms/crowded-folders.js'
import { fileCircles } from '../../../src/direction/rooms/file-circles.js'
import { findCircles } from '../../../src/direction/rooms/find-circles.js'
import { climbingImports, floorsOfCore } from '../../../src/direction/rooms/floors.js'
import { importGraph } from '../../../src/direction/rooms/import-graph.js'
import { readSourceFiles } from '../../../src/direction/rooms/read-source-files.js'
import { roomCircles } from '../../../src/direction/rooms/room-circles.js'
import type { RoomProblem } from '../../../src/direction/rooms/room-problem.js'

describe('the rooms of this repository', () => {
  const packages = readPackages().map(({ folder, imports }) => ({ folder, imports, files: readSourceFiles(folder) }))
  it.each(packages)('$folder imports files that it has', ({ imports, files }) => {
    const imported = [...importGraph(imports).values()].flatMap((targets) => [...targets])
    expect(files).toEqual(expect.arrayContaining(imported))
  })

  it.each(packages)('$folder imports in one direction only, and holds no more than one can look over', (one) => {
    const problems = [...fileCircles(one.imports), ...roomCircles(one.imports), ...crowdedFolders(one.files)]
    expect(tell(problems)).toEqual([])
  })

  it('of core lead down its floors, and each has one', () => {
    const core = packages.find(({ folder }) => folder === 'core')
    expect(tell(climbingImports(core?.imports ?? [], floorsOfCore))).toEqual([])
    const rooms = new Set(core?.files.flatMap((file) => /^src\/(\w+)\//.exec(file)?.[1] ?? []))
    expect([...rooms].toSorted()).toEqual(floorsOfCore.toSorted())
  })

  it('of core have the floors that the architecture tells', () => {
    const text = readFileSync(new URL('../../../../core/docs/architecture.md', import.meta.url), 'utf8')
    const picture = text.slice(text.indexOf('from the top floor down'), text.indexOf('**Pure and impure'))
    expect([...picture.matchAll(/^(\w+) {2,}/gm)].map(([, room]) => room)).toEqual(floorsOfCore)
  })
})

describe('findCircles', () => {
  it.each<[string, Record<string, string[]>, string[][]]>([
    ['a node that leads to itself', { a: ['a'] }, [['a']]],
    ['two that lead to each other', { a: ['b'], b: ['a'] }, [['a', 'b']]],
    ['a way around', { a: ['b'], b: ['c', 'd'], c: ['a'] }, [['a', 'b', 'c']]],
    [
      'the short way where there is a long one too',
      { a: ['b', 'c'], b: ['c'], c: ['a'] },
      [
        ['a', 'c'],
        ['b', 'c', 'a'],
      ],
    ],
    [
      'two apart',
      { d: ['c'], c: ['d'], a: ['b'], b: ['a'] },
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['one that is only led to', { a: ['b'], b: ['c'], c: ['b'] }, [['b', 'c']]],
    ['none', { a: ['b', 'c'], b: ['d'], c: ['d'] }, []],
  ])('finds %s', (_title, ways, circles) => {
    expect(findCircles(new Map(Object.entries(ways).map(([from, to]) => [from, new Set(to)])))).toEqual(circles)
  })
})

describe('fileCircles', () => {
  it.each([
    ['that imports itself', ['src/a.ts ./a.js'], 'src: a.ts imports a.ts'],
    ['of two', ['src/a.ts ./b.js', 'src/b.ts ./a.js'], 'src: a.ts imports b.ts, b.ts imports a.ts'],
    [
      'around, through another folder',
      ['src/a/b.ts ./c.js', 'src/a/c.ts ./d/e.js', 'src/a/d/e.ts ../b.js'],
      'src/a: b.ts imports c.ts, c.ts imports d/e.ts, d/e.ts imports b.ts',
    ],
    [
      'between folders whose names begin alike',
      ['src/ab/c.ts ../a/d.js', 'src/a/d.ts ../ab/c.js'],
      'src: a/d.ts imports ab/c.ts, ab/c.ts imports a/d.ts',
    ],
  ])('rejects a circle %s', (_title, imports, told) => {
    expect(tell(fileCircles(importsOf(imports)))).toEqual([`circle of files in ${told}`])
  })

  it.each([
    ['one way', ['src/a.ts ./b.js', 'src/a.ts ./c.js', 'src/b.ts ./c.js']],
    ['another package of the same name', ['src/a.ts b', 'src/b.ts ./a.js']],
  ])('lets files import %s', (_title, imports) => {
    expect(fileCircles(importsOf(imports))).toEqual([])
  })
})

describe('roomCircles', () => {
  it.each([
    [
      'two rooms that import each other, without a circle of files',
      ['src/a/one.ts ../b/two.js', 'src/b/three.ts ../a/four.js'],
      'src: a/one.ts imports b/two.ts, b/three.ts imports a/four.ts',
    ],
    [
      'rooms that import each other around',
      ['src/a/one.ts ../b/two.js', 'src/b/three.ts ../c/four.js', 'src/c/five.ts ../a/six.js'],
      'src: a/one.ts imports b/two.ts, b/three.ts imports c/four.ts, c/five.ts imports a/six.ts',
    ],
    [
      'rooms within a room',
      ['src/a/b/one.ts ../c/two.js', 'src/a/c/three.ts ../b/four.js'],
      'src/a: b/one.ts imports c/two.ts, c/three.ts imports b/four.ts',
    ],
    [
      'a room deep inside another, and one beside that',
      ['src/a/b/c/one.ts ../../../d/two.js', 'src/d/three.ts ../a/four.js'],
      'src: a/b/c/one.ts imports d/two.ts, d/three.ts imports a/four.ts',
    ],
    [
      'a room that climbs to a file that uses the room',
      ['src/a.ts ./b/one.js', 'src/b/two.ts ../a.js'],
      'src: a.ts imports b/one.ts, b/two.ts imports a.ts',
    ],
    [
      'a room that is used through its index, and uses its user',
      ['src/a/one.ts ../b/index.js', 'src/b/index.ts ./two.js', 'src/b/two.ts ../a/three.js'],
      'src: a/one.ts imports b/index.ts, b/two.ts imports a/three.ts',
    ],
  ])('rejects %s', (_title, imports, told) => {
    expect(tell(roomCircles(importsOf(imports)))).toEqual([`circle of rooms in ${told}`])
  })

  it.each([
    [
      'rooms that import one way',
      ['src/a/one.ts ../b/two.js', 'src/b/two.ts ../c/three.js', 'src/a/one.ts ../c/four.js'],
    ],
    [
      'a room that uses a file beside it',
      ['src/a/one.ts ../base.js', 'src/b/two.ts ../base.js', 'src/index.ts ./a/one.js'],
    ],
    ['files of one room', ['src/a/one.ts ./two.js', 'src/a/three.ts ./one.js']],
    ['a circle of files without a room', ['src/a/one.ts ./two.js', 'src/a/two.ts ./one.js']],
  ])('lets pass %s', (_title, imports) => {
    expect(roomCircles(importsOf(imports))).toEqual([])
  })
})

describe('crowdedFolders', () => {
  const many = (count: number, folder: string): string[] =>
    Array.from({ length: count }, (_, at) => `${folder}/f${at}.ts`)

  it.each([
    ['too many files', many(16, 'src'), 'src: 16 files and folders'],
    ['too many files deep inside', many(17, 'src/a/b'), 'src/a/b: 17 files and folders'],
    ['too many folders', many(16, 'src').map((file) => file.replace('.ts', '/x.ts')), 'src: 16 files and folders'],
    ['too many of both', [...many(15, 'src/a'), 'src/a/b/c.ts', 'src/a/b/d.ts'], 'src/a: 16 files and folders'],
    ['too many of any kind', [...many(15, 'src/a'), 'src/a/program.sh'], 'src/a: 16 files and folders'],
  ])('rejects %s', (_title, files, told) => {
    expect(tell(crowdedFolders(files))).toEqual([`crowded folder in ${told}`])
  })

  it.each([
    ['as many as can be looked over', many(mostSiblings, 'src')],
    ['generated files beside them', [...many(mostSiblings, 'src'), 'src/check.generated.ts']],
    ['more in several folders', [...many(mostSiblings, 'src/a'), ...many(mostSiblings, 'src/b')]],
  ])('lets pass %s', (_title, files) => {
    expect(crowdedFolders(files)).toEqual([])
  })
})

describe('climbingImports', () => {
  const floors = ['top', 'middle', 'ground']

  it.each([
    ['the floor above', 'src/middle/a.ts ../top/b.js', 'src/middle/a.ts imports src/top/b.ts'],
    ['one further up, from deep inside', 'src/ground/a/b.ts ../../top/c.js', 'src/ground/a/b.ts imports src/top/c.ts'],
    ['a room without a floor', 'src/top/a.ts ../attic/b.js', 'src/top/a.ts imports src/attic/b.ts'],
    [
      'anything, from a room without a floor',
      'src/attic/a.ts ../ground/b.js',
      'src/attic/a.ts imports src/ground/b.ts',
    ],
    ['what stands beside the rooms', 'src/top/a.ts ../index.js', 'src/top/a.ts imports src/index.ts'],
  ])('rejects an import of %s', (_title, line, told) => {
    expect(tell(climbingImports(importsOf([line]), floors))).toEqual([`climbing import in src: ${told}`])
  })

  it.each([
    ['the floor below', 'src/top/a.ts ../middle/b.js'],
    ['one further down', 'src/top/a.ts ../ground/b/c.js'],
    ['its own room', 'src/top/a/b.ts ../c.js'],
    ['any room, from beside the rooms', 'src/index.ts ./ground/a.js'],
    ['another package', 'src/ground/a.ts top'],
  ])('lets pass an import of %s', (_title, line) => {
    expect(climbingImports(importsOf([line]), floors)).toEqual([])
  })
})

/** Imports written as `importer specifier`. */
function importsOf(lines: readonly string[]) {
  return lines.map((line) => {
    const [file = '', specifier = ''] = line.split(' ')
    return { file, specifier }
  })
}

function tell(problems: readonly RoomProblem[]): readonly string[] {
  return problems.map(({ rule, folder, message }) => `${rule} in ${folder}: ${message}`)
}
