/** A failure to build, use or remove a testbed: the message names the host, the action and what was seen. */
export class TestbedError extends Error {
  override readonly name = 'TestbedError'
}
