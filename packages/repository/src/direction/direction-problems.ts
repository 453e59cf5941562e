import { posix } from 'node:path'
import type { SourceImport, SourcePackage } from './source-package.js'

/** What each package may import of its siblings; a package that no rule names is a problem itself. */
const rules: readonly { readonly folder: RegExp; readonly siblings: RegExp | null }[] = [
  { folder: /^core$/, siblings: null },
  { folder: /^(?:runtime|transport)-/, siblings: /^@berth\/core\/adapter$/ },
  { folder: /^(?:memory-cluster|testkit)$/, siblings: /^@berth\/core(?:\/adapter)?$/ },
  { folder: /^repository$/, siblings: /^@berth\/(?:core|testbed)$/ },
  { folder: /^(?:berth|testbed)$/, siblings: /./ },
]

/** Imports that go against the direction of the packages, one line each. */
export function directionProblems(packages: readonly SourcePackage[]): string[] {
  return packages.flatMap((one) => {
    const rule = rules.find(({ folder }) => folder.test(one.folder))
    if (rule === undefined) return [`${one.folder}: no rule says what this package may import`]
    return one.imports.flatMap((sourceImport) => {
      const problem = importProblem(one, sourceImport, rule.siblings, packages)
      return problem === null
        ? []
        : [`${one.folder}/${sourceImport.file} imports ${sourceImport.specifier}: ${problem}`]
    })
  })
}

function importProblem(
  importer: SourcePackage,
  { file, specifier }: SourceImport,
  allowed: RegExp | null,
  packages: readonly SourcePackage[],
): string | null {
  if (specifier.startsWith('node:')) return null
  if (specifier.startsWith('/')) return 'an absolute path'
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier)
    return target.startsWith('src/') ? null : "leaves the package's sources"
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (name === importer.name) return 'a package does not import itself by name'
  const sibling = packages.find((one) => one.name === name)
  if (sibling !== undefined) {
    if (!allowed?.test(specifier)) return 'against the direction of the packages'
    if (sibling.isPrivate && !importer.isPrivate) return 'a private package, which users do not have'
    if (!sibling.exports.includes(`.${specifier.slice(name.length)}`)) return 'not exported there'
  }
  return importer.dependencies.includes(name) ? null : 'not in its dependencies'
}
