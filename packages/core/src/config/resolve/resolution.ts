import type { Findings } from '../check/findings.js'
import type { ConfigWarning, ConfigWarningCode } from '../cluster-config.js'
import { type ConfigPath, formatPath } from '../path.js'
import type { ConfigEnvironment } from './environment.js'

/** What resolving goes by, and what it finds on the way. */
export class Resolution {
  readonly environment: ConfigEnvironment
  readonly findings: Findings
  /** The text of a number that would print otherwise. */
  readonly numberText: (path: ConfigPath) => string | undefined
  readonly warnings: ConfigWarning[] = []

  constructor(environment: ConfigEnvironment, findings: Findings, numberText: Resolution['numberText']) {
    this.environment = environment
    this.findings = findings
    this.numberText = numberText
  }

  warn(code: ConfigWarningCode, path: ConfigPath, message: string): void {
    this.warnings.push({ code, path: formatPath(path), message })
  }
}
