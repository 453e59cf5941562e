import { type ConfigPath, formatPath } from './path.js'

/** Something wrong at a path; its line and column are not known yet. */
export interface Finding {
  readonly path: ConfigPath
  /** Whether the key is what is wrong, or its value. */
  readonly at: 'key' | 'value'
  readonly message: string
}

/** Collects findings: the first at each path, since whatever follows from the first is noise. */
export class Findings {
  readonly #findings = new Map<string, Finding>()

  add(path: ConfigPath, message: string, at: Finding['at'] = 'value'): void {
    const id = formatPath(path)
    if (!this.#findings.has(id)) this.#findings.set(id, { path, at, message })
  }

  /** Whether there is a finding at the path or below it. */
  within(path: ConfigPath): boolean {
    return this.all.some((finding) => path.every((step, index) => finding.path[index] === step))
  }

  get all(): readonly Finding[] {
    return [...this.#findings.values()]
  }
}
