/**
 * What went wrong while building, using or removing a testbed: the message names the host, the action and what was
 * seen.
 */
export class TestbedError extends Error {
  override readonly name = 'TestbedError'
}
