import { foldNames, nameSets } from '../fold-names.js'
import type { RemedyCommand } from './remedy-command.js'

/** A command that remedies may print. */
export interface CommandDeclaration<Form extends string> {
  /** Names the command in the table of all commands, and in the test that runs it. */
  readonly id: string
  /** The words, with one blank between two; `{name}` stands for a fact: one word or several, or a part of a word. */
  readonly form: Form
}

/** The names of the facts in a form. */
export type FactsOf<Form extends string> = Form extends `${string}{${infer Fact}}${infer Rest}`
  ? Fact | FactsOf<Rest>
  : never

/** Makes a command of its facts, each one word or several. */
export type CommandOf<Fact extends string = never> = (
  facts: Readonly<Record<Fact, string | readonly string[]>>,
) => RemedyCommand

/** The cluster that a `berth` command in a remedy is for. */
export interface CommandScope {
  /** The cluster file. Null, for a config made in code, is printed as `FILE`, so that no other file is taken for it. */
  readonly file: string | null
  /** The suite file; null for none. */
  readonly suite: string | null
  /** The hosts that it is for; null for all hosts of the cluster file. */
  readonly hosts: readonly string[] | null
  /** Hosts of these that it leaves out, and names. Default is none. */
  readonly without?: readonly string[]
  /** The runs that the user named, whose containers the command is to work with too. */
  readonly runs: readonly string[]
}

/** Makes a `berth` command for a cluster. */
export type BerthCommandOf<Fact extends string = never> = (
  scope: CommandScope,
  facts: Readonly<Record<Fact, string | readonly string[]>>,
) => RemedyCommand

/**
 * Declares a command that a remedy prints for the hosts that the error is of.
 *
 * @example
 * ```ts
 * const unpause: CommandOf<'engine' | 'name'> = declareHostCommand({
 *   id: 'engine-unpause',
 *   form: '{engine} unpause {name}',
 * })
 * const remedy: Remedy = ['Unpause it.', unpause({ engine: ['sudo', 'docker'], name: 'demo' })]
 * ```
 */
export function declareHostCommand<const Form extends string>(
  declaration: CommandDeclaration<Form>,
): CommandOf<FactsOf<Form>> {
  return (facts) => ({ id: declaration.id, on: 'its hosts', argv: wordsOf(declaration.form, facts) })
}

/** Declares a command, but `berth`, that a remedy prints for the machine that runs Berth. */
export function declareLocalCommand<const Form extends string>(
  declaration: CommandDeclaration<Form>,
): CommandOf<FactsOf<Form>> {
  return (facts) => ({ id: declaration.id, on: 'this machine', argv: wordsOf(declaration.form, facts) })
}

/**
 * Declares a `berth` command that a remedy prints. The form is without the word `berth`; the cluster file, the suite
 * file and the hosts in use are added by themselves, before `--` if the form has one; and so are the runs that the user
 * named, where the form names none itself.
 */
export function declareBerthCommand<const Form extends string>(
  declaration: CommandDeclaration<Form>,
): BerthCommandOf<FactsOf<Form>> {
  return (scope, facts) => {
    const words = wordsOf(declaration.form, facts)
    const end = words.includes('--') ? words.indexOf('--') : words.length
    const argv = ['berth', ...words.slice(0, end), ...scopeWords(scope), ...runWords(scope, words), ...words.slice(end)]
    return { id: declaration.id, on: 'this machine', argv }
  }
}

function scopeWords({ file, suite, hosts, without = [] }: CommandScope): readonly string[] {
  const leftOut = nameSets(without).map((set) => `!${set}`)
  const nodeset = [...(hosts === null ? [] : [foldNames(hosts, ',')]), ...leftOut]
  return [
    '--cluster',
    file ?? 'FILE',
    ...(suite === null ? [] : ['--suite', suite]),
    ...(nodeset.length === 0 ? [] : ['--hosts', nodeset.join()]),
  ]
}

/** A command that names runs is for those alone. */
function runWords({ runs }: CommandScope, words: readonly string[]): readonly string[] {
  return runs.length === 0 || words.includes('--run') ? [] : ['--run', runs.join(',')]
}

function wordsOf(form: string, facts: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  return form.split(' ').flatMap((word) => {
    const [, whole] = /^\{(\w+)\}$/.exec(word) ?? []
    if (whole !== undefined) return facts[whole] ?? []
    return word.replace(/\{(\w+)\}/g, (_, fact: string) => [facts[fact] ?? []].flat().join(' '))
  })
}
