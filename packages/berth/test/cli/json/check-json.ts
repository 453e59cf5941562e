import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { schemaName } from './shapes/envelope-schemas.js'

const folder = new URL('../../../schemas/', import.meta.url)

/**
 * The published schemas, as strict as what they are made from: a member that a schema does not know passes where others
 * read the text, and not here.
 */
const checks: ReadonlyMap<string, ValidateFunction> = compileSchemas()

function compileSchemas(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  return new Map(
    readdirSync(folder).map((file) => {
      const schema = JSON.parse(readFileSync(new URL(file, folder), 'utf8'), closed)
      return [file.replace(/\.schema\.json$/, ''), ajv.compile(schema)]
    }),
  )
}

/** An object that is described has no other members. */
function closed(key: string, value: unknown): unknown {
  const isSchema = typeof value === 'object' && value !== null && 'properties' in value && key !== 'properties'
  return isSchema ? { ...value, additionalProperties: false } : value
}

/** What a published schema finds wrong with a value; nothing where it fits. Throws where there is no such schema. */
export function faultsBySchema(name: string, value: unknown): readonly string[] {
  const check = checks.get(name)
  if (check === undefined) throw new Error(`there is no schema ${name}`)
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}

/**
 * Holds what `berth` has printed with `--json` against the published schemas, and gives the envelope. Throws where it
 * does not fit, or is not all that was printed.
 */
export function checkedJson(stdout: string, words: readonly string[], exitCode: number | null): Envelope {
  const lines = words.includes('--stream') ? stdout.trimEnd().split('\n') : [stdout]
  const envelope = JSON.parse(lines.pop() ?? '')
  const faults = [
    ...lines.flatMap((line) => faultsBySchema('output-event', JSON.parse(line))),
    ...faultsBySchema(schemaName(envelope.command), envelope),
    ...(envelope.exitCode === exitCode ? [] : [`exitCode: ${envelope.exitCode}, but it exits with ${exitCode}`]),
    ...(envelope.ok === (exitCode === 0 || (envelope.command === 'plan' && exitCode === 5))
      ? []
      : ['ok: not as the exit code']),
  ]
  if (faults.length > 0) throw new Error(`${faults.join('\n')}\n${stdout}`)
  return envelope
}

/** An envelope, as tests look into it. */
export interface Envelope {
  readonly hosts: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly errors: readonly Readonly<Record<string, unknown>>[]
  readonly [member: string]: unknown
}
