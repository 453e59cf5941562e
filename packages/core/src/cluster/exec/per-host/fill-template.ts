import type { Command } from '../../../contract/index.js'
import { WrongUseError } from '../../../errors/index.js'
import type { HostRank } from './host-ranks.js'

/**
 * A command with `{rank}`, `{host}`, `{world_size}` and `{head}` filled in. Behind a `$` or another brace they
 * are left as they are, as `${rank}` and `{{rank}}`, and so is what else stands in braces.
 *
 * Throws `TypeError` for a value that some shell would read in another way within some quotes; no name or address of a
 * host that a cluster file may have is one.
 */
export function fillTemplate(template: Command, host: string, { rank, worldSize, head }: HostRank): Command {
  const values = { rank: String(rank), host, world_size: String(worldSize), head } as const
  const fill = (text: string): string =>
    text.replace(/(?<![${])\{(rank|host|world_size|head)\}/g, (_, name: keyof typeof values) =>
      fitForAnyQuotes(values[name]),
    )
  return typeof template === 'string' ? fill(template) : template.map(fill)
}

function fitForAnyQuotes(value: string): string {
  if (/^[\w.:%-]+$/.test(value)) return value
  throw new WrongUseError(`${JSON.stringify(value)} cannot be put into a command safely`)
}
