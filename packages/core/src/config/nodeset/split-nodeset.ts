import { NodesetError } from './nodeset-error.js'

/** One part of a nodeset: names with ranges, or a group; added or taken away. */
export interface NodesetTerm {
  readonly excluded: boolean
  /** `gpu[001-128]`, or the name of a group without its `@`. */
  readonly text: string
  readonly group: boolean
}

/**
 * The parts of a nodeset: separated by commas or spaces that are not in brackets; a `!` begins a part that is taken
 * away.
 */
export function splitNodeset(text: string): readonly NodesetTerm[] {
  const parts = text.match(/!?(?:\[[^[\]]*\]|[^\s,![\]])+|[![\]]/g) ?? []
  return parts.map((part) => {
    const excluded = part.startsWith('!')
    const named = excluded ? part.slice(1) : part
    const group = named.startsWith('@')
    const name = group ? named.slice(1) : named
    if (name === '' || name === '[' || name === ']') throw new NodesetError(`has a "${part}" that belongs to nothing`)
    const operator = /[&^*?@:]/.exec(
      group ? name.replace(/^rack:/, '') : name.replace(/^(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:.]*(?:%.*)?$/, ''),
    )?.[0]
    if (operator !== undefined) {
      throw new NodesetError(
        `has "${operator}" in "${part}", which no nodeset of Berth has; write names, ranges and groups`,
      )
    }
    return { excluded, text: name, group }
  })
}
