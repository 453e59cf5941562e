import { LineSource } from '../line-source.js'

/** What several guards are told, each by standard input of its own. */
export class GuardLines {
  readonly #sources = new Set<LineSource>()
  #last: string | null = null

  /** Standard input for one more guard, which is told at once that it is to end the launch, if others were. */
  open(): LineSource {
    const source = new LineSource()
    this.#sources.add(source)
    if (this.#last !== null) source.add(this.#last)
    return source
  }

  /** A guard has gone. */
  close(source: LineSource): void {
    source.end()
    this.#sources.delete(source)
  }

  /** Tells all of them a line. */
  tell(line: string): void {
    if (line.startsWith('end')) this.#last = line
    for (const source of this.#sources) source.add(line)
  }
}
