/** The name by which known_hosts files know a host: `[address]:port` unless the port is 22; always lower case. */
export function knownHostsName(address: string, port: number): string {
  return (port === 22 ? address : `[${address}]:${port}`).toLowerCase()
}
