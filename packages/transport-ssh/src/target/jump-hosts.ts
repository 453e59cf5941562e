import type { Setting } from '../ssh-config/apply-ssh-config.js'
import { expandTokens } from '../ssh-config/expand-tokens.js'
import { SshConfigError } from '../ssh-config/ssh-config-error.js'
import type { Target } from './target.js'

/** A host on the way to another, as the user or the SSH configuration writes it. */
export interface JumpHost {
  readonly host: string
  readonly user: string | undefined
  readonly port: number | undefined
}

/**
 * Reads `[user@]host[:port]`, several with commas between them, IPv6 addresses in brackets, each perhaps as `ssh://…`.
 * None for `none`. Throws {@link SshConfigError}; `origin` is for its message.
 */
export function parseJumpHosts(text: string, origin: string): readonly JumpHost[] {
  if (/^none$/i.test(text.trim())) return []
  return text.split(',').map((item) => {
    const form =
      /^(?:ssh:\/\/)?(?:(?<user>.+)@)?(?:\[(?<address>[^\]]+)\]|(?<name>[^@:[\]]+))(?::(?<port>\d{1,5}))?\/?$/
    const { user, address, name, port } = form.exec(item.trim())?.groups ?? {}
    const host = address ?? name
    const number = port === undefined ? undefined : Number(port)
    if (host === undefined || number === 0 || (number ?? 1) > 65_535) {
      throw new SshConfigError(
        `${origin} has the jump host "${item.trim()}", which cannot be read`,
        'Write [user@]host[:port], with an IPv6 address in brackets.',
      )
    }
    return { host, user, port: number }
  })
}

/**
 * The jump hosts that a `ProxyJump` names for a target. Its text is not split into words, so that a `#` anywhere begins
 * a comment. Throws {@link SshConfigError}.
 */
export function jumpHostsOf(
  { text, origin }: Setting,
  { name, address, port, username }: Pick<Target, 'name' | 'address' | 'port' | 'username'>,
): readonly JumpHost[] {
  const hosts = text.replace(/#.*/s, '').replace(/["']/g, '')
  return parseJumpHosts(expandTokens(hosts, { h: address, n: name, p: String(port), r: username }, origin), origin)
}
