import { dirname } from 'node:path'
import { deepFreeze } from '../../contract/deep-freeze.js'
import { describeValue } from '../check/expectation.js'
import { keysOfFile } from '../check/keys-of-file.js'
import { prepare } from '../check/prepare/prepare.js'
import { prune } from '../check/prune.js'
import { validate } from '../check/validate.js'
import { effectiveFile } from '../effective/effective-file.js'
import { knownPart } from '../effective/known-part.js'
import type { ClusterConfig } from '../model/cluster-config.js'
import type { ClusterFile } from '../model/cluster-file.js'
import { ConfigError, type ConfigProblem } from '../model/config-error.js'
import type { ConfigEnvironment } from '../model/environment.js'
import type { KnownRuntimes } from '../model/file-keys.js'
import { Findings } from '../model/findings.js'
import { isObject } from '../model/is-object.js'
import { formatPath } from '../model/path.js'
import { mergeSources, type Source } from '../parse/sources.js'
import { Resolution } from '../resolve/resolution.js'
import { resolveCluster } from '../resolve/resolve-cluster.js'
import { warnOfSimilarKeys } from '../resolve/unread/similar-keys.js'
import { namedKey, unreadKeysOf } from '../resolve/unread/unread-keys.js'
import { checkModule } from './check-module.js'
import type { LoadedConfig } from './loaded-config.js'
import { valueSources } from './value-sources.js'

/** The one way to a config, for files and for objects alike: every check happens here. */
export function resolveSources(
  cluster: Source,
  suite: Source | undefined,
  environment: ConfigEnvironment,
  paths: Pick<ClusterConfig, 'file' | 'suiteFile'>,
  runtimes: KnownRuntimes,
): LoadedConfig {
  const sources = suite === undefined ? [cluster] : [cluster, suite]
  const broken = sources.flatMap(textProblems)
  if (sources.some(({ document }) => document !== undefined && document.value === undefined)) {
    throw new ConfigError(broken, cluster.file)
  }

  const findings = new Findings()
  const merged = mergeSources(cluster, suite)
  const keys = keysOfFile(merged.value, environment.user, runtimes)
  const prepared = prepare(merged.value, keys.schema, environment.user, findings)
  validate(prepared, keys, findings)
  const resolution = new Resolution(environment, keys, findings, merged.numberText, folderOf(paths, environment))
  const unread = unreadKeysOf(prepared)
  warnOfSimilarKeys(unread, resolution)
  checkModule(prepared, resolution)
  const valid = prune(prepared, findings.all)
  const config = isClusterFile(valid)
    ? resolveCluster(valid, { ...paths, unreadKeys: unread.map(namedKey) }, resolution)
    : undefined

  const problems = [...broken, ...findings.all.map(merged.locate)]
  if (problems.length > 0 || config === undefined) {
    throw new ConfigError(problems.sort(byPosition(cluster.file)), cluster.file)
  }
  return {
    config: deepFreeze(config),
    sources: valueSources(prepared, keys.schema, merged),
    effective: deepFreeze(effectiveFile(knownPart(prepared, keys.schema), config)),
  }
}

/** The folder that modules are looked for from. */
export function folderOf({ file }: Pick<ClusterConfig, 'file'>, { cwd }: ConfigEnvironment): string {
  return file === null ? cwd : dirname(file)
}

/** The problems of a source that show before its keys are looked at. */
function textProblems({ value, file, document }: Source, index: number): ConfigProblem[] {
  const named = file === undefined ? {} : { file }
  const syntax = document?.problems ?? []
  const problems = syntax.map(({ position, path, message }) => ({
    ...named,
    ...position,
    path: formatPath(path),
    message,
  }))
  // The cluster file itself is held against the schema; of a suite only some keys are.
  if (index > 0 && problems.length === 0 && !isObject(value)) {
    problems.push({
      ...named,
      line: 1,
      column: 1,
      path: '',
      message: `is ${describeValue(value, {})}; expected an object`,
    })
  }
  return problems
}

/** A value that is left after pruning has passed the schema, but for required keys that are missing. */
function isClusterFile(value: unknown): value is Partial<ClusterFile> {
  return typeof value === 'object' && value !== null
}

/** The cluster file's problems first, each file's from top to bottom. */
function byPosition(file: string | undefined): (a: ConfigProblem, b: ConfigProblem) => number {
  const rank = (problem: ConfigProblem): number => (problem.file === file ? 0 : 1)
  return (a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
