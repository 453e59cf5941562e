/**
 * A release that cannot be made as things are. Nothing was changed, or all was taken back, unless the message names the
 * command that is still needed. The message says what to do.
 */
export class ReleaseError extends Error {
  override readonly name: string = 'ReleaseError'
}
