/** A JSON object whose members have not been looked at. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The object that a text is, or null if it is anything else. */
export function parseObject(text: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** The string that a JSON text is, or null if it is anything else. */
export function parseString(text: string): string | null {
  try {
    return stringOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** The value if it is an object, else null. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** The value if it is a string, else null. */
export function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The strings of an array; a value that is no array has none. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** An object of strings, where null stands for an empty one; null if a member is anything else. */
export function stringMapOf(value: unknown): Readonly<Record<string, string>> | null {
  if (value === null || value === undefined) return {}
  const object = objectOf(value)
  if (object === null || !Object.values(object).every((item) => typeof item === 'string')) return null
  return object as Readonly<Record<string, string>>
}
