/** An SSH configuration that gives no way to a host. */
export class SshConfigError extends Error {
  override readonly name = 'SshConfigError'
  readonly remedy: string

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }
}
