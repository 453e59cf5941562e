import type { ConfigWarning, ConfigWarningCode } from '../model/cluster-config.js'
import type { ConfigEnvironment } from '../model/environment.js'
import type { FileKeys } from '../model/file-keys.js'
import type { Findings } from '../model/findings.js'
import { type ConfigPath, formatPath } from '../model/path.js'

/** The inputs for resolving a cluster file, and the findings and warnings that are met on the way. */
export class Resolution {
  readonly environment: ConfigEnvironment
  readonly keys: FileKeys
  readonly findings: Findings
  /** The number at a path as the file writes it, where its value would print otherwise (`1.10`); else undefined. */
  readonly numberText: (path: ConfigPath) => string | undefined
  /** The folder of the cluster file; the working directory, for a config made in code. */
  readonly folder: string
  readonly warnings: ConfigWarning[] = []

  constructor(
    environment: ConfigEnvironment,
    keys: FileKeys,
    findings: Findings,
    numberText: Resolution['numberText'],
    folder: string,
  ) {
    this.environment = environment
    this.keys = keys
    this.findings = findings
    this.numberText = numberText
    this.folder = folder
  }

  warn(code: ConfigWarningCode, path: ConfigPath, message: string): void {
    this.warnings.push({ code, path: formatPath(path), message })
  }
}
