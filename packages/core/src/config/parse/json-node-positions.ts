import type { ConfigPath } from '../model/path.js'
import { type NodePosition, NodePositions, type Position } from './document.js'

/**
 * Where a value of a JSON text begins: an offset, and those of what is in a map or list. A text of many megabytes may
 * have millions of values, so that a text, number or word is its offset alone.
 */
export type JsonNode =
  | number
  | { readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly at: number; readonly members: ReadonlyMap<string, JsonMember> }

/** Where a key of a map begins, and its value. */
export interface JsonMember {
  readonly key: number
  readonly node: JsonNode
}

/** Where each part of a JSON text stands. */
export class JsonNodePositions extends NodePositions {
  readonly #text: string
  readonly #position: (offset: number) => Position
  readonly #root: JsonNode | undefined

  /** `root` is undefined for a text that could not be read to its end. */
  constructor(text: string, position: (offset: number) => Position, root: JsonNode | undefined) {
    super()
    this.#text = text
    this.#position = position
    this.#root = root
  }

  get(path: ConfigPath): NodePosition | undefined {
    let node = this.#root
    let key: number | undefined
    for (const step of path) {
      const member: JsonMember | undefined =
        typeof node === 'object' && 'members' in node ? node.members.get(String(step)) : undefined
      key = member?.key
      if (typeof node === 'object' && 'items' in node) node = typeof step === 'number' ? node.items[step] : undefined
      else node = member?.node
    }
    if (node === undefined) return undefined
    const numberText = typeof node === 'number' ? this.#rewrittenNumber(node) : undefined
    return {
      value: this.#position(typeof node === 'number' ? node : node.at),
      ...(key === undefined ? {} : { key: this.#position(key) }),
      ...(numberText === undefined ? {} : { numberText }),
    }
  }

  /** The text of a number whose value prints otherwise; undefined for anything else. */
  #rewrittenNumber(at: number): string | undefined {
    const [text] = /^-?[0-9][0-9.eE+-]*/.exec(this.#text.slice(at, at + longestNumber)) ?? []
    return text === undefined || text === String(Number(text)) ? undefined : text
  }
}

/** Characters of the longest number. */
const longestNumber = 400
