import type { PutFolder } from './put-commands.js'

/** Something that arrives in the own folder of a transfer, as those who may pass it on know it. */
export interface Arrival {
  /** What it holds: what has the same key is the same, byte by byte, in whatever transfer. */
  readonly key: string
  readonly where: PutFolder
  /** Name of the file in the transfer's own folder. */
  readonly name: string
  /** Bytes that the file is to have. */
  readonly size: number
  /** Bytes that the file has already. */
  readonly offset: number
}

/** How an {@link Arrival} may come. */
export interface ArrivalWays {
  /** Sends it from this machine, from a byte on. Rejects as `putTree` does. */
  readonly fromHere: (offset: number) => Promise<void>
  /** Told of the bytes that are there, as they come from elsewhere. */
  readonly report: (there: number) => void
}

/** Whoever says from where what a transfer needs comes. */
export interface Feeder {
  /** Has something arrive, whole. Rejects as `putTree` does. */
  readonly bring: (arrival: Arrival, ways: ArrivalWays) => Promise<void>
  /** Told whenever something of it was sent from this machine. */
  readonly moved: () => void
  /** Resolves once nobody that is heard of needs what has arrived where it is, so that it may be put in its places. */
  readonly arrived: () => Promise<void>
}
