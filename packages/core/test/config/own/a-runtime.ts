import type { KnownRuntimes } from '../../../src/config/index.js'
import { type ArgsSchema, defineArgsSchema } from '../../../src/contract/index.js'
import { machine, problemsIn, problemsOf, withContainer } from '../resolve.js'

/** Keys of every kind that an adapter may bring. */
export const argsSchema: ArgsSchema = defineArgsSchema({
  properties: {
    partition: { description: 'The partition to run in.', type: 'string', minLength: 1, examples: ['gpu'] },
    mount_home: { description: 'Whether the home is mounted.', type: 'boolean', examples: [true] },
    nice: { description: 'How far behind others.', type: 'integer', minimum: 0, maximum: 19, examples: [5] },
    scratch: {
      description: 'A disk of its own.',
      type: 'object',
      required: ['path'],
      additionalProperties: false,
      properties: {
        path: { type: 'string', pattern: '^/', patternErrorMessage: 'an absolute path', examples: ['/scratch'] },
        kind: { enum: ['tmpfs', 'disk'] },
      },
      examples: [{ path: '/scratch' }],
    },
    constraints: { description: 'What hosts must have.', type: ['array', 'null'], items: { type: 'string' } },
    gang: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { const: false }] },
    account: { not: {}, errorMessage: 'was removed; delete it and set partition' },
    constructor: { type: 'string' as const, pattern: '^\\p{L}+$' },
    anything: {},
  },
})

/** The runtime `mine`, which brings them, and `plain`, which brings none. */
export const runtimes: KnownRuntimes = { mine: { argsSchema }, plain: {} }

/** A cluster file whose runtime is `mine`, unless another is named. */
export function withArgs(args: Readonly<Record<string, unknown>>, name = 'mine'): Record<string, unknown> {
  return withContainer({ runtime: { name, args: { defaults: 'none', ...args } } })
}

/** The problems of these arguments of the runtime `mine`, without the path that all begin with. */
export function problemsOfArgs(args: Readonly<Record<string, unknown>>, known: KnownRuntimes = runtimes): string[] {
  const problems = problemsOf(withArgs(args), { ...machine(), runtimes: known })
  return problems.map((problem) => problem.replace(/^container\/runtime\/args\//, ''))
}

/** The problems of one file. */
export function problemsInFile(text: string, file: string): readonly string[] {
  return problemsIn(text, file, { runtimes })
}
