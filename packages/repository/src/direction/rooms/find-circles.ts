/**
 * Ways that lead back to where they begin: every node that is on such a way is in one of them, which is as short as can
 * be for its first node. The first node is not repeated at the end. Deterministic for a graph, in whatever order it was
 * made.
 */
export function findCircles(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = []
  for (const node of [...graph.keys()].sort()) {
    if (circles.some((circle) => circle.includes(node))) continue
    const circle = circleThrough(node, graph)
    if (circle !== undefined) circles.push(circle)
  }
  return circles
}

/** The shortest way from a node back to it; undefined if there is none. */
function circleThrough(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const ways: (readonly [string, ...string[]])[] = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of [...(graph.get(way[0]) ?? [])].sort()) {
      if (next === start) return way.toReversed()
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([next, ...way])
    }
  }
  return undefined
}
