import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { clusterFileSchema } from '../../src/config/index.js'

const head = `// Generated from cluster-file.schema.json by "npm run schema": change the schema there, not this file.
// @ts-nocheck
import type { ValidateFunction } from 'ajv/dist/2020.js'

/** The schema of the cluster file as code: compiling it with ajv at run time costs every process 0.2 s. */
export const checkClusterFile: ValidateFunction = $1
`

/**
 * The module that holds a value against the schema of the cluster file: ajv's own code, as an ES module that needs
 * nothing of ajv.
 */
export function compileSchema(): string {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    allowUnionTypes: true,
    validateFormats: false,
    code: { source: true, esm: true, lines: true },
  })
  ajv.addVocabulary(['errorMessage', 'patternErrorMessage'])
  return standalone
    .default(ajv, ajv.compile(JSON.parse(JSON.stringify(clusterFileSchema, withoutProse))))
    .replace(/^"use strict";\nexport const validate = (\w+);\nexport default \w+;\n/, head)
    .replace('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length')
}

/** Descriptions are for readers: no check and no message needs them. */
function withoutProse(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value
}
