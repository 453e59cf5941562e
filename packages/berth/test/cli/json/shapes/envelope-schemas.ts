import type { ExitCode, JsonSchema } from 'berth-cluster'
import type { Subcommand } from '../../../../src/cli/json/answers.js'
import { type EnvelopeFrame, formatNumber } from '../../../../src/cli/json/envelope.js'
import type { OutputEvent } from '../../../../src/cli/json/output-events.js'
import { answerShapes, output } from './answer-shapes.js'
import { error, errorShape } from './error-shape.js'
import {
  about,
  exactly,
  list,
  type MemberShapes,
  nullable,
  numbers,
  object,
  objectSchema,
  optional,
  type Shape,
  text,
  truth,
  words,
} from './shape.js'

const draft = 'https://json-schema.org/draft/2020-12/schema'

/** The schemas that the package publishes, by the names of their files without the ending. */
export function publishedSchemas(): ReadonlyMap<string, JsonSchema> {
  const subcommands = Object.keys(answerShapes) as Subcommand[]
  return new Map([
    ...subcommands.map((name) => [schemaName(name), envelopeSchema(name)] as const),
    ['output-event', eventSchema],
    ['error', errorSchema],
  ])
}

/** The schema of a subcommand's envelope, as its file is named. */
export function schemaName(command: Subcommand): string {
  return command.replace(' --', '-')
}

function envelopeSchema(command: Subcommand): JsonSchema {
  const { members, host } = answerShapes[command]
  return {
    $schema: draft,
    $id: `urn:berth:json:${formatNumber}:${schemaName(command)}`,
    title: command === 'berth' ? 'berth --json' : `berth ${command} --json`,
    description: 'What is printed on standard output, once, whether it succeeded or not.',
    ...objectSchema(frame(command, host), members),
    $defs: { error: errorShape.schema },
  }
}

/** Subcommands that may exit with the exit code of a command. */
const runsCommands: ReadonlySet<Subcommand> = new Set(['exec', 'run', 'wait', 'mpirun'])
const byte: JsonSchema = { type: 'integer', minimum: 0, maximum: 255 }
const ownCodes = numbers<ExitCode>({ 0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 130: 1 })

function frame(command: Subcommand, host: object): MemberShapes<EnvelopeFrame<Subcommand>> {
  const done = objectSchema({ ok: exactly(true) }, host)
  const known = Object.fromEntries(Object.entries(host).map(([name, shape]) => [name, optional(shape)]))
  const failed = objectSchema({ ok: exactly(false), error }, known)
  const hosts: Shape<EnvelopeFrame<Subcommand>['hosts']> = {
    schema: { type: 'object', additionalProperties: { anyOf: [done, failed] } },
  }
  return {
    berth: object({
      version: about('Version of the package.', text),
      format: about(
        'Raised when what is here changes its meaning, not when something is added.',
        exactly(formatNumber),
      ),
    }),
    command: exactly<Subcommand>(command),
    cluster: about('Name of the cluster; null where no cluster file could be read.', nullable(text)),
    ok: about('Whether all was done on all hosts, but for as many as may fail.', truth),
    exitCode: about('What `berth` exits with.', { schema: runsCommands.has(command) ? byte : ownCodes.schema }),
    hosts: about('Every host that was asked, by its name in the cluster file.', hosts),
    errors: about('What went wrong with the call as a whole.', list(error)),
    warnings: list(text),
  }
}

const eventSchema: JsonSchema = {
  $schema: draft,
  $id: `urn:berth:json:${formatNumber}:output-event`,
  title: 'A line of berth --stream --json but for the last',
  ...object<OutputEvent>({
    event: exactly('output'),
    host: text,
    stream: words<OutputEvent['stream']>({ stdout: 1, stderr: 1 }),
    output,
  }).schema,
}

const errorSchema: JsonSchema = {
  $schema: draft,
  $id: `urn:berth:json:${formatNumber}:error`,
  title: 'An error of Berth as JSON.stringify writes it',
  $ref: '#/$defs/error',
  $defs: { error: errorShape.schema },
}
