import type { JumpHost } from '../../../src/target/jump-hosts.js'

/** Everything that a configuration says of a host and that Berth obeys, in words that ssh and Berth share. */
export interface ConfigAnswer {
  readonly address: string
  readonly port: number
  readonly user: string
  readonly alias: string | undefined
  readonly policy: string
  readonly knownHosts: string
  readonly hashed: boolean
  readonly identities: string
  readonly onlyFiles: boolean
  readonly agent: string | undefined
  readonly connectTimeout: number
  readonly aliveInterval: number
  readonly aliveCountMax: number
  readonly methods: readonly string[]
  readonly command: string | undefined
  readonly jumps: readonly JumpHost[]
}
