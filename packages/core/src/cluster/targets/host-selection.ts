/**
 * Which hosts: all of them (the default), the head host, or some by nodesets: `gpu1`, `gpu[001-128]`, `@rack1`,
 * `!gpu017`.
 */
export type HostSelection = 'all' | 'head' | readonly string[]
