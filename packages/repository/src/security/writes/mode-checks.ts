/** The tests that hold the bits of each file, by the ids that they name: `holdsMode('run-record', …)`. */
export function modeChecks(tests: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const checks = new Map<string, string[]>()
  for (const [path, source] of tests) {
    for (const [, id = ''] of source.matchAll(/\bholdsMode\(\s*'([^']+)'/g)) {
      const paths = checks.get(id) ?? []
      if (!paths.includes(path)) paths.push(path)
      checks.set(id, paths)
    }
  }
  return checks
}
