/**
 * What Berth's program for the inside of a container printed there, for core to read; or why it printed nothing of use.
 */
export type InsideView =
  | {
      /** The whole standard output. */
      readonly text: string
    }
  | {
      /** Why the program could not be run to its end, in the engine's words. */
      readonly unreadable: string
    }

/**
 * Folder in every container for what Berth writes down there: in the overlay, so that it lives exactly as long as the
 * container that it speaks of.
 */
export const berthFolder = '/var/lib/berth'
