import type { ConfigNode, Directive } from './config-node.js'
import { keywords } from './keywords.js'
import { matchesPatterns } from './pattern.js'

/**
 * A sentence for each line of a configuration whose keyword ssh does not have: ssh refuses the whole file for one, as a
 * slip of the pen, unless `IgnoreUnknown` names it.
 */
export function unknownKeywords(nodes: readonly ConfigNode[]): readonly string[] {
  const directives = directivesOf(nodes)
  const ignored = directives
    .filter(({ keyword }) => keyword === 'ignoreunknown')
    .flatMap(({ words = [] }) => words.flatMap((word) => word.toLowerCase().split(',')))
  return directives
    .filter(({ keyword }) => !keywords.has(keyword) && !matchesPatterns(ignored, keyword))
    .map(({ keyword, origin }) => `${origin}: ssh has no keyword "${keyword}", and refuses the file for it: correct it`)
}

function directivesOf(nodes: readonly ConfigNode[]): readonly Directive[] {
  return nodes.flatMap((node) => (node.kind === 'directive' ? [node] : directivesOf(node.nodes)))
}
