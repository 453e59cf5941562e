import { readCommentedFiles } from '../../comments/read-commented-files.js'
import { modeChecks } from './mode-checks.js'

/** The tests of all packages that hold the bits of each file, by its id. */
export function readModeChecks(): ReadonlyMap<string, readonly string[]> {
  const tests = [...readCommentedFiles()].filter(([path]) =>
    /^packages\/(?!repository\/)[^/]+\/test\/.*\.ts$/.test(path),
  )
  return modeChecks(new Map(tests))
}
