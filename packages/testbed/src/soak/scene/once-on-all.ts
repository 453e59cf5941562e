/** A listener to output that does something once, as soon as every one of the hosts has printed. */
export function onceOnAll(hosts: readonly string[], then: () => void): (host: string) => void {
  const waited = new Set(hosts)
  return (host) => {
    if (waited.delete(host) && waited.size === 0) then()
  }
}
