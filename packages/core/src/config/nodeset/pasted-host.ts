/** A host as the lines of hostfiles, inventories and ssh's command line have it, taken apart. */
export interface PastedHost {
  /** Not empty; of an IPv6 address without its brackets. */
  readonly name: string
  readonly address: string | undefined
  readonly user: string | undefined
  readonly port: number | undefined
  /** What else the line says, word by word. */
  readonly words: readonly string[]
}

const attributes: Readonly<Record<string, 'user' | 'port' | 'address'>> = {
  user: 'user',
  ansible_user: 'user',
  ansible_ssh_user: 'user',
  port: 'port',
  ansible_port: 'port',
  ansible_ssh_port: 'port',
  ansible_host: 'address',
  ansible_ssh_host: 'address',
}

/**
 * Takes apart `user@host`, `host:22`, `[::1]:22`, `ssh://user@host:22`, each perhaps followed by words as
 * `slots=8`. The last @ ends the user. Undefined for a text of another form.
 */
export function readPastedHost(text: string): PastedHost | undefined {
  const [first = '', ...words] = text.trim().split(/\s+/)
  const form =
    /^(?:ssh:\/\/)?(?:(?<user>.+)@)?(?:\[(?<address>[\da-f]*:[\da-f]*:[\da-f:.]*(?:%[\w.-]+)?)\]|(?<host>(?:\w|\[[\d,/-]+\])(?:[\w.-]|\[[\d,/-]+\])*))(?::(?<port>\d{1,5}))?\/?$/i
  const { user, address, host, port } = form.exec(first)?.groups ?? {}
  const name = address ?? host
  if (name === undefined) return undefined
  const given = words.flatMap((word): [string, string][] => {
    const [, key = '', value = ''] = /^([^=]+)=(.+)$/.exec(word) ?? []
    const meaning = Object.hasOwn(attributes, key) ? attributes[key] : undefined
    return meaning === undefined ? [] : [[meaning, value]]
  })
  const said = new Map(given)
  const number = Number(port ?? said.get('port'))
  return {
    name,
    address: said.get('address'),
    user: user ?? said.get('user'),
    port: Number.isInteger(number) && number > 0 && number <= 65_535 ? number : undefined,
    words: words.filter((word) => !Object.hasOwn(attributes, word.replace(/=.*/s, ''))),
  }
}
