import type { InstalledPackage } from './installed-package.js'

/** Licences under which a package may be given on with Berth, which is MIT, by users as by us. */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
])

/** Packages under other licences, which only tests and tools of this repository use. */
const ofTools: Readonly<Record<string, RegExp>> = { 'MPL-2.0': /^lightningcss(?:-|$)/ }

/**
 * The packages whose licence is none of the permitted ones, each with what it names. Of a choice one licence is enough;
 * of licences that hold together all must be permitted.
 */
export function licenceProblems(packages: readonly InstalledPackage[]): readonly string[] {
  return packages
    .filter(({ name, licence }) => !isPermitted(name, licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence || 'no licence'}`)
}

function isPermitted(name: string, licence: string): boolean {
  const isOne = (one: string): boolean => permissive.has(one) || ofTools[one]?.test(name) === true
  return licence.split(' OR ').some((choice) => choice.split(' AND ').every(isOne))
}
