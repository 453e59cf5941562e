import { posix } from 'node:path'

/** A path that a document names. */
export interface NamedPath {
  /** As it is written. */
  readonly written: string
  /** From the top of the repository; `*` stands for any part of a name. */
  readonly path: string
}

/**
 * The paths of this repository that a document names: where its links lead, and what its prose and code spell out from
 * the top of the repository or, in the README of a package, from the package. A path with a placeholder in it, such as
 * `NAME` or `…`, is left out.
 */
export function namedPaths(document: string, text: string): NamedPath[] {
  return [...linked(document, text), ...spelled(document, text)].filter(({ path }) => !placeholder.test(path))
}

const placeholder = /…|\b(?:NAME|HOST|CHECKOUT)\b/

function linked(document: string, text: string): NamedPath[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    const [file = ''] = target.split('#', 1)
    if (file === '' || /^[a-z]+:/.test(file)) return []
    return [{ written: target, path: posix.join(posix.dirname(document), file) }]
  })
}

function spelled(document: string, text: string): NamedPath[] {
  const [, own] = /^(packages\/.+)\/README\.md$/.exec(document) ?? []
  return [...text.matchAll(word)].flatMap(([found]) => {
    const written = found.replace(/[.,:;]+$/, '')
    const path = fromTop(written, own)
    return path === null ? [] : [{ written, path }]
  })
}

/**
 * A run of the characters that paths are made of, which begins with a folder of this repository; not within a longer
 * path, an address or a link.
 */
const word = /(?<![\w/.@~:(-])(?:packages|\.github|\.ci|node_modules|src|test)\/[\w./@*,:;…-]+/g

function fromTop(written: string, own: string | undefined): string | null {
  if (/^(?:packages|\.github|\.ci)\//.test(written)) return built(written)
  const [, installed] = /^node_modules\/@berth\/(.+)$/.exec(written) ?? []
  if (installed !== undefined) return built(`packages/${installed}`)
  return own !== undefined && /^(?:src|test)\//.test(written) ? `${own}/${written}` : null
}

/** The source that a built file is made from, since the build need not be there; any other path as it is. */
function built(path: string): string {
  return path.replace(/^(packages\/[^/]+)\/dist\//, '$1/src/').replace(/(\/src\/.*)\.js$/, '$1.ts')
}
