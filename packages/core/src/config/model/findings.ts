import { type ConfigPath, jsonPointer } from './path.js'

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
  /** The paths around findings, and those of findings. */
  readonly #around = new Set<string>()

  add(path: ConfigPath, message: string, at: Finding['at'] = 'value'): void {
    const id = jsonPointer(path)
    if (this.#findings.has(id)) return
    this.#findings.set(id, { path, at, message })
    for (let length = 0; length <= path.length; length += 1) this.#around.add(jsonPointer(path.slice(0, length)))
  }

  /** Whether there is a finding at the path or below it. */
  within(path: ConfigPath): boolean {
    return this.#around.has(jsonPointer(path))
  }

  get all(): readonly Finding[] {
    return [...this.#findings.values()]
  }
}
