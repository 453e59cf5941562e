import type { HostConfig } from '../../config/index.js'

/** Every name and address by which other hosts may reach a host, each once; those that they reach best come first. */
export function reachableNames({ name, vpcIp, address }: HostConfig): string[] {
  return [...new Set([name, vpcIp, address])].filter((each) => each !== null)
}
