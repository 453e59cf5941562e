/** A word of a shell program: its parts, side by side. */
export type Word = readonly WordPart[]

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'parameter'; readonly quoted: boolean; readonly parameter: Parameter }
  | { readonly kind: 'command'; readonly quoted: boolean; readonly body: List }
  | { readonly kind: 'arithmetic'; readonly quoted: boolean; readonly expression: Word }

/** `${name}`, with what is done to its value. */
export interface Parameter {
  readonly name: string
  readonly length: boolean
  /** `:-`, `%%`, …; empty for none. */
  readonly operator: string
  readonly argument: Word
}

export interface Redirection {
  readonly descriptor: number
  readonly operator: '<' | '>' | '>>' | '>&' | '<&' | '<<'
  readonly target: Word
}

export interface List {
  readonly items: readonly ListItem[]
}

export interface ListItem {
  readonly first: Pipeline
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[]
  readonly background: boolean
}

export interface Pipeline {
  readonly negated: boolean
  readonly commands: readonly ShellCommand[]
}

export interface Assignment {
  readonly name: string
  readonly value: Word
}

export interface SimpleCommand {
  readonly kind: 'simple'
  readonly assignments: readonly Assignment[]
  readonly words: readonly Word[]
  readonly redirections: readonly Redirection[]
}

export type ShellCommand = SimpleCommand | CompoundCommand

export type CompoundCommand = { readonly redirections: readonly Redirection[] } & (
  | { readonly kind: 'subshell' | 'group'; readonly body: List }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly test: List; readonly body: List }[]
      readonly otherwise: List | null
    }
  | { readonly kind: 'loop'; readonly until: boolean; readonly test: List; readonly body: List }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | null; readonly body: List }
  | {
      readonly kind: 'case'
      readonly subject: Word
      readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: List }[]
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: ShellCommand }
  | { readonly kind: 'test'; readonly words: readonly Word[] }
)
