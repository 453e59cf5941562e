/** Text that is itself in YAML of any version: no number, no word that stands for something, no mark of syntax. */
const plain = /^(?:[A-Za-z_/][\w./:@~+,[\]-]*|\d+(?:\.\d+){3}|~\/[\w./:@~+-]*)$/
const words = /^(?:null|true|false|yes|no|on|off|y|n)$/i

/** A text, number, true, false, null, or a map or list without members, as YAML in one line. */
export function yamlScalar(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}'
  if (typeof value !== 'string') return String(value)
  return plain.test(value) && !words.test(value) && !value.endsWith(':') ? value : JSON.stringify(value)
}
