/** How one name of the cluster is reached, and what it must present. */
export interface KnownHost {
  /** TCP port of its sshd. */
  readonly port: number
  /** Sorted; several where containers were told different ones, and nobody has asked the host since. */
  readonly hostKeys: readonly string[]
}

/** Whom a container trusts. */
export interface Trust {
  /** By name or address. */
  readonly hosts: ReadonlyMap<string, KnownHost>
  /** The keys that may log in, sorted. */
  readonly clientKeys: readonly string[]
}

/**
 * What the containers of one call are to trust: each other as they are now, and all that any of them has trusted
 * before. Hosts outside the call are kept as they are known, so that nothing that worked stops working; where they are
 * known on several ports, the port of this call is believed, else the lowest.
 */
export function mergeTrust(now: Trust, before: readonly Trust[], port: number): Trust {
  const hosts = new Map(now.hosts)
  for (const [name, known] of allKnown(before)) {
    if (now.hosts.has(name)) continue
    const ports = known.map((each) => each.port)
    const believed = ports.includes(port) ? port : ports.reduce((least, other) => Math.min(least, other))
    const hostKeys = known.filter((each) => each.port === believed).flatMap((each) => each.hostKeys)
    hosts.set(name, { port: believed, hostKeys: sorted(hostKeys) })
  }
  return { hosts, clientKeys: sorted([...now.clientKeys, ...before.flatMap(({ clientKeys }) => clientKeys)]) }
}

/** The trust of containers in each other: all names on one port, each with the host key of its container. */
export function trustAmong(
  members: readonly { readonly names: readonly string[]; readonly hostKey: string; readonly clientKey: string }[],
  port: number,
): Trust {
  const keysOf = new Map<string, string[]>()
  for (const { names, hostKey } of members) {
    for (const name of new Set(names)) keysOf.set(name, [...(keysOf.get(name) ?? []), hostKey])
  }
  return {
    hosts: new Map([...keysOf].map(([name, hostKeys]) => [name, { port, hostKeys: sorted(hostKeys) }])),
    clientKeys: sorted(members.map(({ clientKey }) => clientKey)),
  }
}

function allKnown(trusts: readonly Trust[]): Map<string, KnownHost[]> {
  const known = new Map<string, KnownHost[]>()
  for (const { hosts } of trusts) {
    for (const [name, host] of hosts) known.set(name, [...(known.get(name) ?? []), host])
  }
  return known
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
