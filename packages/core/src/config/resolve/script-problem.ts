/** Longest setup script, in raw bytes: it travels in a command line, whose length the kernel limits. */
export const setupScriptLimit = 16_384

/** Why bytes are no setup script, and what to do. */
export interface ScriptProblem {
  readonly reason: string
  readonly remedy: string
}

/** What keeps bytes from being a setup script; null if they are one. */
export function scriptProblem(bytes: Uint8Array): ScriptProblem | null {
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
    return { reason: 'is empty', remedy: 'Write what should run, or set setup_script to false for none.' }
  }
  if (bytes.length > setupScriptLimit) {
    return {
      reason: `has ${bytes.length} bytes; the limit is ${setupScriptLimit}`,
      remedy:
        'Put the bulk into the image, or into a file on a volume or a server that a short script runs or fetches.',
    }
  }
  const nul = bytes.indexOf(0)
  if (nul === -1) return null
  return {
    reason: `holds a NUL byte at offset ${nul}, so it is no text`,
    remedy: 'Name a bash script, not a program.',
  }
}
