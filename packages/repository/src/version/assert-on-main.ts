import { ReleaseError } from './release-error.js'

/** Throws `ReleaseError` unless the branch is `main`; an empty name is that of a detached HEAD, as git prints it. */
export function assertOnMain(branch: string): void {
  if (branch === 'main') return
  const where = branch === '' ? 'no branch' : `the branch ${branch}`
  throw new ReleaseError(`releases are made on main, and HEAD is on ${where}: git switch main`)
}
