/** The files that a gate says it has made. */
export class MadeFiles {
  readonly #names = new Set<string>()
  #tell: () => void = () => undefined

  /** Takes the name of a file that is there now. */
  add(name: string): void {
    this.#names.add(name)
    this.#tell()
  }

  /** Resolves once all files of these names are there. */
  async all(names: readonly string[]): Promise<void> {
    while (names.some((name) => !this.#names.has(name))) {
      await new Promise<void>((tell) => {
        this.#tell = tell
      })
    }
  }
}
