import type { ClusterConfig, ClusterFile, ConfigOptions } from '../../src/config/index.js'
import { ConfigError, formatProblem, loadClusterFile, resolveConfig } from '../../src/config/index.js'

/** A machine where `ann` runs Berth and only the given files exist. */
export function machine(files: Readonly<Record<string, string>> = {}): ConfigOptions {
  return {
    user: 'ann',
    cwd: '/lab',
    homeDirectory: '/home/ann',
    fileExists: (path) => Object.hasOwn(files, path),
    readFile: (path) => {
      const text = files[path]
      if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
      return Buffer.from(text)
    },
  }
}

/** The problems of a config made in code; empty when it is fine. The input may be anything: tests give wrong ones. */
export function problemsOf(input: unknown, options: ConfigOptions = machine()): readonly string[] {
  return problemsThrownBy(() => resolveConfig(input as ClusterFile, options))
}

/** The problems of one file. */
export function problemsIn(text: string, file: string, options: ConfigOptions = {}): readonly string[] {
  return problemsThrownBy(() => loadClusterFile(file, { ...machine({ [`/lab/${file}`]: text }), ...options }))
}

export function problemsThrownBy(action: () => unknown): readonly string[] {
  try {
    action()
    return []
  } catch (error) {
    if (!ConfigError.isInstance(error)) throw error
    return error.problems.map(formatProblem)
  }
}

export function resolve(input: unknown, options: ConfigOptions = machine()): ClusterConfig {
  return resolveConfig(input as ClusterFile, options)
}

/** A cluster file with one host and the given `container` keys. */
export function withContainer(container: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { orchestrator: 'container', node_dict: { a: {} }, container: { image: 'lab:1', ...container } }
}

/** The resolved container of {@link withContainer}. */
export function containerOf(
  container: Readonly<Record<string, unknown>> = {},
  options: ConfigOptions = machine(),
): NonNullable<ClusterConfig['container']> {
  const resolved = resolve(withContainer(container), options).container
  if (resolved === null) throw new TypeError('The config has no container')
  return resolved
}
