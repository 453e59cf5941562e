import { isIPv6 } from 'node:net'

const part = String.raw`(?:\d|\[[\d,/-]+\])+`
const ipv4 = String.raw`${part}(?:-\d+)?(?:\.${part}(?:-\d+)?){3}`
const ipv4Range = new RegExp(`^${ipv4}(?:-${ipv4})?$`)

/**
 * What is wrong with a range of IPv4 addresses that has no brackets, `192.168.1.10-20`, which would be the name of one
 * host. The message begins with a verb and says what to write. Undefined for everything else.
 */
export function rangeProblem(text: string): string | undefined {
  if (!ipv4Range.test(text) || !/\d-\d/.test(text.replace(/\[[^\]]*\]/g, '0'))) return undefined
  const ends = /^((?:\d+\.){3})(\d+)-((?:\d+\.){3})(\d+)$/.exec(text)
  const meant =
    ends !== null && ends[1] === ends[3]
      ? `${ends[1]}[${ends[2]}-${ends[4]}]`
      : text.replace(/(?<=^|\.)\d+-\d+(?=\.|$)/g, (range) => `[${range}]`)
  const isPlain = ipv4Range.test(meant) && !/\d-\d/.test(meant.replace(/\[[^\]]*\]/g, '0'))
  return `is a range without brackets; write ${isPlain ? meant : 'one as in 10.0.0.[1-20]'}`
}

/**
 * What is wrong with an address: an IPv4 address with numbers that begin with 0, which some programs take for octal, or
 * that are too large; colons that are no IPv6 address. The message begins with a verb. Undefined for everything else,
 * names of hosts among it.
 */
export function addressProblem(address: string): string | undefined {
  if (address.includes(':')) {
    const isAddress = isIPv6(address.replace(/%[\w.-]+$/, ''))
    return isAddress ? undefined : `has ${address}, which is no IPv6 address; write one as in 2001:db8::1`
  }
  if (!/^\d+(?:\.\d+){3}$/.test(address)) return undefined
  const plain = address.replace(/(?<!\d)0+(?=\d)/g, '')
  if (plain !== address) return `has ${address}, with zeros that some programs take for octal numbers; write ${plain}`
  const largest = Math.max(...address.split('.').map(Number))
  return largest > 255 ? `has ${largest} in ${address}, but an IPv4 address has numbers up to 255` : undefined
}
