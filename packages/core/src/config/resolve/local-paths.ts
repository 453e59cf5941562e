import { substituteUser } from '../check/prepare/placeholders.js'
import type { ClusterFile } from '../model/cluster-file.js'
import { absolutePath, type ConfigEnvironment } from '../model/environment.js'

/**
 * The file with `{user-id}` filled in where paths on this machine stand: the file's `username`, or the user who runs
 * Berth, where a file is there for that user only.
 */
export function withLocalPaths(file: Partial<ClusterFile>, environment: ConfigEnvironment): Partial<ClusterFile> {
  const { priv_key_file: key, container } = file
  const script = container?.setup_script
  const fill = (path: string): string => localPath(path, file.username ?? environment.user, environment)
  return {
    ...file,
    ...(typeof key === 'string' && { priv_key_file: fill(key) }),
    ...(container != null && typeof script === 'string' && { container: { ...container, setup_script: fill(script) } }),
  }
}

function localPath(path: string, user: string, environment: ConfigEnvironment): string {
  const [ofUser, ofRunner] = [substituteUser(path, user), substituteUser(path, environment.user)]
  const isThere = (candidate: string): boolean => environment.fileExists(absolutePath(candidate, environment))
  return ofUser !== ofRunner && !isThere(ofUser) && isThere(ofRunner) ? ofRunner : ofUser
}
