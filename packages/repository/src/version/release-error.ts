/** A release that cannot be made as things are; nothing was changed. The message says what to do. */
export class ReleaseError extends Error {
  override readonly name: string = 'ReleaseError'
}
