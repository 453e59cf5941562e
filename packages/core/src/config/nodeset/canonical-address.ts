import { isIPv6 } from 'node:net'

/**
 * One spelling for all spellings of an address: names in small letters and without a dot at the end, IPv6 addresses in
 * their shortest form, IPv4 addresses written as IPv6 (`::ffff:10.0.0.1`) as IPv4.
 */
export function canonicalAddress(address: string): string {
  const [text = '', zone] = address.split('%', 2)
  if (!isIPv6(text)) return address.toLowerCase().replace(/\.$/, '')
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? []
  if (high !== undefined && low !== undefined) return [high, low].flatMap(bytesOf).join('.')
  return zone === undefined ? short : `${short}%${zone}`
}

function bytesOf(group: string): number[] {
  const number = Number.parseInt(group, 16)
  return [number >> 8, number & 0xff]
}
