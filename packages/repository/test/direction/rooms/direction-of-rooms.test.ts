import { describe, expect, it } from 'vitest'
import { readPackages } from '../../../src/direction/read-packages.js'
import { type Allowance, notAllowed, notNeeded, type PackageProblem } from '../../../src/direction/rooms/allowance.js'
import { crowdedFolders, mostSiblings } from '../../../src/direction/rooms/crowded-folders.js'
import { fileCircles } from '../../../src/direction/rooms/file-circles.js'
import { findCircles } from '../../../src/direction/rooms/find-circles.js'
import { importGraph } from '../../../src/direction/rooms/import-graph.js'
import { readSourceFiles } from '../../../src/direction/rooms/read-source-files.js'
import { roomCircles } from '../../../src/direction/rooms/room-circles.js'
import { stillAllowed } from '../../../src/direction/rooms/still-allowed.js'

describe('the rooms of this repository', () => {
  const packages = readPackages().map(({ folder, imports }) => ({ folder, imports, files: readSourceFiles(folder) }))
  const problems: readonly PackageProblem[] = packages.flatMap(({ folder, imports, files }) =>
    [...fileCircles(imports), ...roomCircles(imports), ...crowdedFolders(files)].map((problem) => ({
      package: folder,
      ...problem,
    })),
  )

  it.each(packages)('$folder imports files that it has', ({ imports, files }) => {
    const imported = [...importGraph(imports).values()].flatMap((targets) => [...targets])
    expect(files).toEqual(expect.arrayContaining(imported))
  })

  it('import in one direction only, and hold no more than one can look over', () => {
    expect(notAllowed(problems, stillAllowed)).toEqual([])
  })

  it('need every exception that is still made for them', () => {
    expect(notNeeded(problems, stillAllowed)).toEqual([])
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

describe('allowances', () => {
  const problem = { package: 'core', rule: 'crowded folder', folder: 'src/a', message: '16 files and folders' } as const
  const allowance: Allowance = { package: 'core', rule: 'crowded folder', folder: 'src/a' }

  it('allow what they name, and are needed then', () => {
    expect([notAllowed([problem], [allowance]), notNeeded([problem], [allowance])]).toEqual([[], []])
  })

  it.each([
    ['another package', { package: 'berth' }],
    ['another rule', { rule: 'circle of rooms' }],
    ['another folder', { folder: 'src' }],
  ] as const)('of %s do not allow a fault, and are not needed for it', (_title, other) => {
    const others = [{ ...allowance, ...other }]
    expect(notAllowed([problem], others)).toEqual(['core/src/a, crowded folder: 16 files and folders'])
    expect(notNeeded([problem], others)).toEqual([expect.stringContaining('take it out of the list')])
  })
})

/** Imports written as `importer specifier`. */
function importsOf(lines: readonly string[]) {
  return lines.map((line) => {
    const [file = '', specifier = ''] = line.split(' ')
    return { file, specifier }
  })
}

function tell(problems: readonly Omit<PackageProblem, 'package'>[]): readonly string[] {
  return problems.map(({ rule, folder, message }) => `${rule} in ${folder}: ${message}`)
}
