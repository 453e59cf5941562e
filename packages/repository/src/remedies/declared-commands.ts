/** A command that remedies may print, as its declaration says. */
export interface DeclaredCommand {
  readonly id: string
  /** The words, with `{name}` for what differs; of a `berth` command without `berth` and its cluster file. */
  readonly form: string
  /** Where the command is run: `Host`, `Local`, or `Berth` on the machine that runs Berth. */
  readonly kind: string
  /** The name of the function that makes it. */
  readonly name: string
  /** The file of the declaration. */
  readonly path: string
}

const declaration =
  /export const (\w+): [^=]*=\s*declare(Host|Local|Berth)Command\(\{\s*id: '([^']+)',\s*form: '([^']+)',?\s*\}\)/g

/** The commands that these sources declare, by the ids. Throws for a declaration that cannot be read. */
export function declaredCommands(sources: ReadonlyMap<string, string>): readonly DeclaredCommand[] {
  const found: DeclaredCommand[] = []
  for (const [path, source] of sources) {
    const own = [...source.matchAll(declaration)]
    const calls = source.match(/^(?! \*).*= declare(?:Host|Local|Berth)Command\(/gm) ?? []
    if (own.length !== calls.length) throw new Error(`${path} declares a command in a form that is not read here`)
    for (const [, name = '', kind = '', id = '', form = ''] of own) found.push({ id, form, kind, name, path })
  }
  return found.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** The files that make a declared command: in its package by its name, elsewhere as one of core's `berthCommands`. */
export function usersOf({ name, path }: DeclaredCommand, sources: ReadonlyMap<string, string>): readonly string[] {
  const [own = ''] = /^packages\/[^/]+\//.exec(path) ?? []
  const [byName, byCore] = [new RegExp(`\\b${name}\\(`), new RegExp(`\\bberthCommands\\.${name}\\(`)]
  return [...sources]
    .filter(([file, source]) => file !== path && (file.startsWith(own) ? byName : byCore).test(source))
    .map(([file]) => file)
}
