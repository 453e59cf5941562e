import type { NewHostKey } from '../options.js'

/** A sentence for a host key that is taken as new. */
export function newHostKeyText({ host, name, keyType, fingerprint, file }: NewHostKey): string {
  const until = file === null ? 'for this run only' : `from now on, by ${file}`
  return `${host}: the host key ${keyType} ${fingerprint} of ${name} was new, and is trusted ${until}`
}
