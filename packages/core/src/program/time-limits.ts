/** Milliseconds that a call of a runtime may take on a host where its caller does not say. */
export const timeLimits = {
  /** A call that only asks, or removes. */
  asking: 60_000,
  /** A call that may pull an image or start a container. */
  pullingOrStarting: 900_000,
  /** A call that writes out what a container holds, over a way that may be slow. */
  saving: 3_000_000,
} as const
