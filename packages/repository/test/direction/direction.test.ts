import { describe, expect, it } from 'vitest'
import { directionProblems } from '../../src/direction/direction-problems.js'
import { findImports } from '../../src/direction/find-imports.js'
import { readPackages } from '../../src/direction/read-packages.js'
import type { SourcePackage } from '../../src/direction/source-package.js'

describe('the packages of this repository', () => {
  const packages = readPackages()

  it('are all found, with their imports', () => {
    const names = packages.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['berth-cluster', '@berth/core', '@berth/testbed']))
    expect(packages.find(({ folder }) => folder === 'core')?.imports.length).toBeGreaterThan(20)
  })

  it('import in one direction only', () => {
    expect(directionProblems(packages)).toEqual([])
  })
})

describe('directionProblems', () => {
  it.each([
    ['core', 'berth-cluster', 'against the direction'],
    ['core', '@berth/runtime-docker', 'against the direction'],
    ['core', '@berth/core/adapter', 'itself by name'],
    ['core', '../../runtime-docker/src/index.js', "leaves the package's sources"],
    ['core', '../package.json', "leaves the package's sources"],
    ['core', '/etc/passwd', 'absolute path'],
    ['core', 'fs', 'not in its dependencies'],
    ['core', 'ajv/dist/2020.js', 'not in its dependencies'],
    ['runtime-docker', '@berth/core', 'against the direction'],
    ['runtime-docker', '@berth/core/dist/adapter.js', 'against the direction'],
    ['runtime-docker', 'berth-cluster', 'against the direction'],
    ['transport-new', '@berth/core/adapter', 'not in its dependencies'],
    ['berth', '@berth/core/dist/index.js', 'not exported there'],
    ['berth', '@berth/core/missing', 'not exported there'],
    ['berth', '@berth/testbed', 'a private package'],
    ['testkit', '@berth/memory-cluster', 'against the direction'],
    ['memory-cluster', '@berth/testkit', 'against the direction'],
    ['repository', 'berth-cluster', 'against the direction'],
    ['unheard-of', 'node:fs', 'no rule'],
  ])('rejects that %s imports %s', (folder, specifier, reason) => {
    expect(directionProblems(workspaceWith(folder, specifier))).toEqual([expect.stringContaining(reason)])
  })

  it.each([
    ['core', 'node:fs'],
    ['core', './other.js'],
    ['core', '../src/other.js'],
    ['core', 'yaml'],
    ['runtime-docker', '@berth/core/adapter'],
    ['berth', '@berth/core'],
    ['berth', '@berth/core/adapter'],
    ['memory-cluster', '@berth/core/adapter'],
    ['testkit', '@berth/core'],
    ['repository', '@berth/core'],
    ['testbed', 'berth-cluster'],
  ])('lets %s import %s', (folder, specifier) => {
    expect(directionProblems(workspaceWith(folder, specifier))).toEqual([])
  })
})

describe('findImports', () => {
  it('finds every form, and none in comments', () => {
    const source = [
      "import a, { type B } from 'one'",
      "import type { C } from 'two'",
      'import {',
      '  d,',
      "} from 'three'",
      "export * from 'four'",
      "export type { E } from 'five'",
      "import 'six'",
      "const f = await import('seven')",
      "type G = import('eight').G",
      "const h = import.meta.resolve('nine')",
      "import json from 'ten' with { type: 'json' }",
      'import * as i from "eleven"',
      '/**',
      " * import { x } from 'not this'",
      " * await import('nor this')",
      ' */',
      "  // import('nor that')",
      'const text = "import x from \'a text\'"',
    ].join('\n')
    expect(findImports(source).toSorted()).toEqual(
      ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'].toSorted(),
    )
  })
})

/** A small workspace in which one package has one import. */
function workspaceWith(folder: string, specifier: string): SourcePackage[] {
  const others = ['core', 'runtime-docker', 'memory-cluster', 'testkit', 'berth', 'testbed'].filter(
    (one) => one !== folder,
  )
  return [{ ...sourcePackage(folder), imports: [{ file: 'src/index.ts', specifier }] }, ...others.map(sourcePackage)]
}

function sourcePackage(folder: string): SourcePackage {
  const dependencies: Readonly<Record<string, readonly string[]>> = {
    core: ['yaml'],
    'runtime-docker': ['@berth/core'],
    'memory-cluster': ['@berth/core'],
    testkit: ['@berth/core'],
    berth: ['@berth/core', '@berth/runtime-docker'],
    repository: ['@berth/core'],
    testbed: ['@berth/core', 'berth-cluster'],
  }
  return {
    folder,
    name: folder === 'berth' ? 'berth-cluster' : `@berth/${folder}`,
    isPrivate: folder === 'testbed',
    dependencies: dependencies[folder] ?? [],
    exports: folder === 'core' ? ['.', './adapter'] : ['.'],
    imports: [],
  }
}
