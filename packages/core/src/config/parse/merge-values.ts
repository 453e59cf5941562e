import { isObject } from '../model/is-object.js'

/** An object with keys and values, as a file gives one: no list, and no object of a class. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The keys that a map gives a value. In code `{ name: undefined }` means the same as no name. */
export function givenKeys(map: object): readonly string[] {
  return Object.keys(map).filter((key) => Reflect.get(map, key) !== undefined)
}

/**
 * A value laid over another: maps are merged key by key, at every depth, and anything else (a list, a text, null) takes
 * the place of what was there. Neither value is changed.
 */
export function mergeValues(below: unknown, over: unknown): unknown {
  if (!isMap(below) || !isMap(over)) return over
  const merged = new Map(Object.entries(below))
  for (const key of givenKeys(over)) {
    merged.set(key, Object.hasOwn(below, key) ? mergeValues(below[key], over[key]) : over[key])
  }
  return Object.fromEntries(merged)
}
