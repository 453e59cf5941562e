import type { JsonSchema } from '../contract/json-schema.js'
import { describeExpectation } from './check/expectation.js'
import { dereference } from './model/schema.js'

/**
 * The reference of a cluster file as Markdown: a table of keys for each object of its schema. Removed keys are left
 * out.
 *
 * @example
 * writeFileSync('reference.md', referenceMarkdown(clusterFileSchema))
 */
export function referenceMarkdown(schema: JsonSchema): string {
  return `${objectsOf(schema, '', schema)
    .map(({ heading, object }) => `${heading}\n\n${table(object, schema)}`)
    .join('\n\n')}\n`
}

interface ObjectReference {
  readonly heading: string
  readonly object: JsonSchema
}

/** Each object that has keys of its own, outermost first. */
function objectsOf(reference: JsonSchema, path: string, root: JsonSchema): ObjectReference[] {
  const object = dereference(reference, root)
  const heading = path === '' ? '### Top level' : `### \`${path}\``
  const own = object.properties === undefined ? [] : [{ heading, object }]
  const inner = shownProperties(object).flatMap(([key, property]) => objectsOf(property, join(path, key), root))
  const { additionalProperties, items } = object
  const keyed =
    typeof additionalProperties === 'object' ? objectsOf(additionalProperties, `${path}.<address>`, root) : []
  const listed = items === undefined ? [] : objectsOf(items, `${path}[]`, root)
  return [...own, ...keyed, ...listed, ...inner]
}

function shownProperties({ properties = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(properties).filter(([key, property]) => property.deprecated !== true && !key.startsWith('$'))
}

function table(object: JsonSchema, root: JsonSchema): string {
  const rows = shownProperties(object).map(([key, reference]) => {
    const property = dereference(reference, root)
    const required = object.required?.includes(key) ? '**required**' : ''
    const value = property.default === undefined ? required : code(JSON.stringify(property.default))
    return row([code(key), describeType(property), value, property.description ?? ''])
  })
  return [row(['key', 'type', 'default', 'meaning']), row(['---', '---', '---', '---']), ...rows].join('\n')
}

function describeType(property: JsonSchema): string {
  return property.not === undefined ? describeExpectation(property) : 'not yet'
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function code(text: string): string {
  return `\`${text}\``
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
