import { createRequire } from 'node:module'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { ArgsSchema } from '../../contract/args-schema.js'

const compiled = new WeakMap<ArgsSchema, ValidateFunction>()

/**
 * The check of a runtime's own keys, made once. Throws a `TypeError` that names the runtime where the keys' schema is
 * not valid.
 *
 * ajv is loaded here and nowhere else: loading it costs more than the whole check of a cluster file, and most files
 * have no such keys.
 */
export function compileArgsSchema(schema: ArgsSchema, runtime: string): ValidateFunction {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const check = compile(schema, runtime)
  compiled.set(schema, check)
  return check
}

function compile({ properties }: ArgsSchema, runtime: string): ValidateFunction {
  const { Ajv2020 }: typeof import('ajv/dist/2020.js') = createRequire(import.meta.url)('ajv/dist/2020.js')
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: true,
    strictRequired: true,
    validateFormats: false,
    // Keys such as `constructor`, which every object has by its prototype.
    ownProperties: true,
    logger: false,
  })
  ajv.addVocabulary(['errorMessage', 'patternErrorMessage'])
  try {
    return ajv.compile({ type: 'object', properties, additionalProperties: false })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TypeError(`The argsSchema of the runtime ${runtime} is no valid schema: ${reason}`, { cause })
  }
}
