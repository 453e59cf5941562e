import { isMap, isScalar, isSeq } from 'yaml'
import type { ConfigPath } from '../model/path.js'
import { type NodePosition, NodePositions, type Position } from './document.js'
import { offsetOf } from './examine-yaml.js'
import type { YamlNodes } from './yaml-nodes.js'

/** Where each part of a YAML document stands, through aliases and merge keys. */
export class YamlNodePositions extends NodePositions {
  readonly #root: unknown
  readonly #nodes: YamlNodes
  readonly #position: (offset: number) => Position

  constructor(root: unknown, nodes: YamlNodes, position: (offset: number) => Position) {
    super()
    this.#root = root
    this.#nodes = nodes
    this.#position = position
  }

  get(path: ConfigPath): NodePosition | undefined {
    let node = this.#root
    let key: number | undefined
    for (const step of path) {
      const around = this.#nodes.targetOf(node)
      if (isMap(around)) {
        const member = this.#nodes.membersOf(around).get(String(step))
        if (member === undefined) return undefined
        key = offsetOf(member.first.key) ?? 0
        node = member.first.value
      } else if (isSeq(around) && typeof step === 'number' && step < around.items.length) {
        key = undefined
        node = around.items[step]
      } else return undefined
    }
    const numberText = rewrittenNumber(this.#nodes.targetOf(node))
    return {
      value: this.#position(offsetOf(node) ?? key ?? 0),
      ...(key === undefined ? {} : { key: this.#position(key) }),
      ...(numberText === undefined ? {} : { numberText }),
    }
  }
}

/** The text of a number whose value prints otherwise. */
function rewrittenNumber(node: unknown): string | undefined {
  if (!isScalar(node) || typeof node.value !== 'number') return undefined
  return node.source === String(node.value) ? undefined : node.source
}
