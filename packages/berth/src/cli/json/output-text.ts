/** Output as JSON can say it: text, or bytes that are no UTF-8. */
export type OutputText = string | { readonly base64: string }

/** Bytes as text where they are UTF-8, else as base64. `cut`: they may end within a character, which is left out. */
export function outputText(bytes: Uint8Array, cut = false): OutputText {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') }
  }
}
