/**
 * What is to be known of an error code, whatever the message of the error says beside it. Each member is one or more
 * whole sentences.
 */
export interface ErrorMeaning {
  /** What has happened. */
  readonly meaning: string
  /** Which calls fail with the code, and at which step. */
  readonly when: string
  /** Whether the call that failed may have changed something: on a host, in a container, or on this machine. */
  readonly changed: string
  /** Whether the same call may be made again as it is. */
  readonly retry: string
  /** What the user can do. */
  readonly remedy: string
}
