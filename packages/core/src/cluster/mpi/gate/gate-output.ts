/** What an agent of the launcher asks for. */
export interface DaemonRequest {
  /** By which the answer finds the agent. */
  readonly id: string
  /** The host, as the hostfile names it. */
  readonly host: string
  /** A shell program. */
  readonly command: string
}

/** What the gate says, piece by piece. */
export type GateWord =
  | { readonly kind: 'fact'; readonly name: string; readonly text: string }
  | { readonly kind: 'request'; readonly request: DaemonRequest }

/** Reads what the gate prints: lines, and after the line of a request as many bytes as it says. */
export class GateOutput {
  #held: Buffer = Buffer.alloc(0)

  /** What has come whole by now with this piece. */
  push(chunk: Uint8Array): readonly GateWord[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const words: GateWord[] = []
    for (let word = this.#next(); word !== null; word = this.#next()) words.push(word)
    return words
  }

  #next(): GateWord | null {
    const end = this.#held.indexOf('\n')
    if (end === -1) return null
    const line = this.#held.toString('utf8', 0, end)
    const [, id, bytes] = /^request (\d+) +(\d+)$/.exec(line) ?? []
    if (id === undefined || bytes === undefined) {
      this.#held = this.#held.subarray(end + 1)
      const [, name = '', text = ''] = /^(\S*) ?(.*)$/s.exec(line) ?? []
      return { kind: 'fact', name, text }
    }
    const [begin, size] = [end + 1, Number(bytes)]
    if (this.#held.length < begin + size) return null
    const [host = '', ...command] = this.#held.toString('utf8', begin, begin + size).split('\n')
    this.#held = this.#held.subarray(begin + size)
    return { kind: 'request', request: { id, host, command: command.join('\n') } }
  }
}
