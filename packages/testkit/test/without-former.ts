import type { CommandEnvironment } from '@berth/core/adapter'

/** An environment that takes no former value up. */
export function withoutFormer(env: CommandEnvironment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [value.prepend, value.append].filter((text) => text !== undefined).join(':'),
    ]),
  )
}
