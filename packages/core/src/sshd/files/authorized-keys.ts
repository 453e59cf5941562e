/** The text of authorized_keys: each key that may log in as root. */
export function authorizedKeys(clientKeys: readonly string[]): string {
  return clientKeys.map((key) => `${key} berth\n`).join('')
}

/** Reads a text of {@link authorizedKeys}; lines that Berth would not have written are left out. */
export function parseAuthorizedKeys(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, key] = /^(ssh-\S+ \S+) berth$/.exec(line) ?? []
    return key === undefined ? [] : [key]
  })
}
