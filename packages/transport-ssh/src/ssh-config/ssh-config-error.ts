import type { Remedy } from '@berth/core/adapter'

/** An SSH configuration that gives no way to a host. */
export class SshConfigError extends Error {
  override readonly name = 'SshConfigError'
  readonly remedy: Remedy

  constructor(message: string, remedy: Remedy, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }
}
