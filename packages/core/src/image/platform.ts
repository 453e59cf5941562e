/** Two platforms that are known and not the same. */
export type PlatformPair = readonly [string, string]

/**
 * Both platforms, if both are known and differ; else null. Engines leave the variant out as they like, so that
 * `linux/arm64` and `linux/arm64/v8` do not differ.
 */
export function differingPlatforms(a: string | null, b: string | null): PlatformPair | null {
  if (a === null || b === null) return null
  const partsOfB = b.split('/')
  return a.split('/').every((part, index) => part === (partsOfB[index] ?? part)) ? null : [a, b]
}

/** Why a host that runs programs of these architectures runs none of an image; null where it does, or nobody knows. */
export function platformProblem(platform: string | null, architectures: readonly string[] = []): string | null {
  const [own] = architectures
  const [system, architecture] = platform?.split('/') ?? []
  if (own === undefined || system === undefined || architecture === undefined) return null
  if (system === 'linux' && architectures.includes(architecture)) return null
  return `it is for ${platform}, and the host runs linux/${own} and emulates ${architectures.slice(1).join(', ') || 'no other'}`
}
