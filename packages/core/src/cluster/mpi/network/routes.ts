/** A network that a host is on by one of its interfaces, without a gateway. */
export interface LinkedNetwork {
  readonly interface: string
  /** Its address, as a number. */
  readonly address: number
  /** Bits of its prefix, 1 to 32. */
  readonly bits: number
}

/** Reads lines of `/proc/net/route`; what is no network of the host's own links is left out. */
export function readRoutes(lines: readonly string[]): readonly LinkedNetwork[] {
  return lines.flatMap((line) => {
    const [name, destination, gateway, , , , , mask] = line.trim().split(/\s+/)
    if (name === undefined || destination === undefined || gateway !== '00000000' || mask === undefined) return []
    const [address, bits] = [fromKernel(destination), bitsOf(fromKernel(mask))]
    return address === null || bits === null || bits === 0 || name === 'lo' ? [] : [{ interface: name, address, bits }]
  })
}

/** The kernel writes the four bytes of an address as a number of a machine whose lowest byte comes first. */
function fromKernel(text: string): number | null {
  if (!/^[\dA-Fa-f]{8}$/.test(text)) return null
  return Buffer.from(text, 'hex').readUInt32LE()
}

function bitsOf(mask: number | null): number | null {
  if (mask === null) return null
  const bits = Math.clz32(~mask >>> 0)
  return mask === prefixMask(bits) ? bits : null
}

/** The mask of a prefix of so many bits, as a number. */
export function prefixMask(bits: number): number {
  return bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0
}
