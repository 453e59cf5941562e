import { describe, expect, it } from 'vitest'
import { isThere } from '../../src/paths/is-there.js'
import { namedPaths } from '../../src/paths/named-paths.js'
import { readDocuments } from '../../src/paths/read-documents.js'

const documents = readDocuments()

describe('the documents of this repository', () => {
  it('are all found', () => {
    expect([...documents.keys()]).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        '.github/CONTRIBUTING.md',
        'packages/core/README.md',
        'packages/core/docs/error-codes.md',
        'packages/testkit/examples/sandbox-runtime/README.md',
      ]),
    )
    expect(
      namedPaths('.github/CONTRIBUTING.md', documents.get('.github/CONTRIBUTING.md') ?? '').length,
    ).toBeGreaterThan(50)
  })

  it.each([...documents])('%s names paths that there are', (document, text) => {
    const gone = namedPaths(document, text).filter(({ path }) => !isThere(path))
    expect(gone.map(({ written }) => written)).toEqual([])
  })

  it.each([...documents])('%s leads to no page of a registry, where nothing is ours yet', (_, text) => {
    expect(text).not.toMatch(/npmjs\.(?:com|org)|npm\.im|unpkg\.com|jsdelivr\.net/)
  })
})

describe('namedPaths', () => {
  it.each([
    ['a link', '[one](packages/core/README.md#top)', ['packages/core/README.md']],
    [
      'a path in prose, without the end of the sentence',
      'See `packages/core/src`, or packages/core/test.',
      ['packages/core/src', 'packages/core/test'],
    ],
    ['a pattern', '`packages/runtime-*`', ['packages/runtime-*']],
    ['what is installed', '`node_modules/@berth/core/dist/index.js`', ['packages/core/src/index.ts']],
    ['no address', '[one](https://example.org/packages/core) and https://example.org/src/x', []],
    ['no placeholder', '`packages/runtime-NAME/LICENSE` and `packages/…/x`', []],
    ['no part of a longer path', '`/opt/packages/x` and `my-src/x`', []],
    ['no anchor', '[below](#below)', []],
  ])('finds %s', (_, text, paths) => {
    expect(namedPaths('README.md', text).map(({ path }) => path)).toEqual(paths)
  })

  it('takes the paths in the README of a package from where it is', () => {
    const text = '[one](../core/docs/a.md) and `src/index.ts`'
    const paths = namedPaths('packages/berth/README.md', text).map(({ path }) => path)
    expect(paths).toEqual(['packages/core/docs/a.md', 'packages/berth/src/index.ts'])
  })
})

describe('isThere', () => {
  it.each(['packages/core', 'packages/core/', 'packages/core/package.json', 'packages/runtime-*/src', '.ci/run'])(
    'finds %s',
    (path) => expect(isThere(path)).toBe(true),
  )

  it.each(['packages/gone', 'packages/core/package.jso', 'packages/gone-*', 'packages/core/package.json/x'])(
    'does not find %s',
    (path) => expect(isThere(path)).toBe(false),
  )
})
