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
