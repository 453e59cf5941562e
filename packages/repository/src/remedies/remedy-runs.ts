/** The tests that run each command, by the ids that they name: `runsRemedy('engine-unpause', …)`. */
export function remedyRuns(tests: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const runs = new Map<string, string[]>()
  for (const [path, source] of tests) {
    for (const [, id = ''] of source.matchAll(/\brunsRemedy\(\s*'([^']+)'/g)) {
      const paths = runs.get(id) ?? []
      if (!paths.includes(path)) paths.push(path)
      runs.set(id, paths)
    }
  }
  return runs
}
