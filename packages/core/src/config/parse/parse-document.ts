import type { ParsedDocument } from './document.js'
import { parseJson } from './parse-json.js'
import { parseYaml } from './parse-yaml.js'

/**
 * Reads a cluster file's text: JSON, which may have comments, or YAML by its extension, and by how it begins where the
 * extension says neither.
 */
export function parseDocument(text: string, file: string): ParsedDocument {
  if (/\.jsonc?$/i.test(file)) return parseJson(text)
  if (/\.ya?ml$/i.test(file)) return parseYaml(text)
  return /^\uFEFF?\s*(?:[{[]|\/[/*])/.test(text) ? parseJson(text) : parseYaml(text)
}
