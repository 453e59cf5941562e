/** Hosts that share one value. */
export interface HostGroup<Value> {
  readonly hosts: readonly string[]
  readonly value: Value
}

/** Groups hosts by equal text, in the order in which each text is first seen. */
export function groupHosts(texts: ReadonlyMap<string, string>): HostGroup<string>[] {
  const hostsOf = new Map<string, string[]>()
  for (const [host, text] of texts) {
    const hosts = hostsOf.get(text)
    if (hosts === undefined) hostsOf.set(text, [host])
    else hosts.push(host)
  }
  return [...hostsOf].map(([value, hosts]) => ({ hosts, value }))
}
