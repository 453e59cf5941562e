import { createHash } from 'node:crypto'
import type { ContainerConfig } from '../../config/index.js'
import type { GpusSpec } from '../../contract/index.js'
import { type JsonObject, objectOf, stringMapOf } from '../../program/json.js'
import { isDeep } from './is-deep.js'
import { labelledArgs } from './labelled-args.js'
import { argumentIdentity, canonicalJson } from './value-identity.js'
import { differingTexts } from './value-text.js'

/** Version of the form below. */
const specVersion = 1

/**
 * The container that the cluster file asks for, before anything is filtered for one host, as canonical JSON: a text
 * that a label can carry and a later process can compare key by key. Environment values are salted hashes, so that no
 * secret is in a label.
 *
 * `salt` is kept in the label; a run's id serves, being random. `setupScript` is the hash of the script; null for none.
 */
export function specLabel(container: ContainerConfig, setupScript: string | null, salt: string): string {
  const { env, own } = container.runtime.args
  const args = labelledArgs(container.runtime.args)
  const hashed = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, saltedHash(salt, value)]))
  return canonicalJson({ version: specVersion, salt, image: container.image, setupScript, args, own, env: hashed })
}

/** One thing in which a container differs from what is asked for now. */
export interface SpecDifference {
  /** `image`, `args.network`, `args.cap_add`, `env.NAME`. */
  readonly path: string
  /**
   * The value that the container was made with, for people; null where the container had none. Of a list, what is not
   * asked for now. Environment values are not shown.
   */
  readonly made: string | null
  /** The value that is asked for now; null for none. Of a list, what the container does not have. */
  readonly asked: string | null
}

/**
 * A difference in words: the key, and the value that the container has and the value that is asked for where these tell
 * it.
 */
export function differenceText({ path, made, asked }: SpecDifference): string {
  return made === asked ? `${path} has another value` : `${path}: ${made ?? 'nothing'} → ${asked ?? 'nothing'}`
}

/** What differs between a container's spec label and what is asked for now; null if the label cannot be read. */
export function specDifferences(label: string, container: ContainerConfig): SpecDifference[] | null {
  const made = parseLabel(label)
  if (made === null) return null
  const asked = JSON.parse(specLabel(container, null, made.salt)) as SpecRecord
  return [
    ...differences('', { image: made.image }, { image: asked.image }, canonicalJson),
    ...differences('args.', snakeCased(made.args), snakeCased(asked.args), argumentIdentity),
    ...differences('args.', made.own, asked.own, canonicalJson),
    ...differences('env.', made.env, asked.env, canonicalJson, hiddenTexts),
  ]
}

/** Hash of the setup script that the container's run wanted; null for none or an unreadable label. */
export function setupScriptOf(label: string): string | null {
  return parseLabel(label)?.setupScript ?? null
}

/** The image that the container was to be made from, as its cluster file named it; null for an unreadable label. */
export function requestedImage(label: string): string | null {
  return parseLabel(label)?.image ?? null
}

/** The NVIDIA GPUs that the container was to have, beside its devices; null for none or an unreadable label. */
export function requestedGpus(label: string): GpusSpec | null {
  const gpus = parseLabel(label)?.args.gpus
  if (gpus === 'all' || typeof gpus === 'number') return gpus
  return Array.isArray(gpus) ? gpus.map(String) : null
}

interface SpecRecord {
  readonly salt: string
  readonly image: string
  readonly setupScript: string | null
  readonly args: Readonly<Record<string, unknown>>
  /** The runtime's own keys; a label from before runtimes had keys of their own has none. */
  readonly own: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
}

function parseLabel(label: string): SpecRecord | null {
  try {
    const value: unknown = JSON.parse(label)
    return isDeep(value) ? null : recordOf(objectOf(value))
  } catch {
    return null
  }
}

function recordOf(value: JsonObject | null): SpecRecord | null {
  if (value?.version !== specVersion) return null
  const { salt, image, setupScript = null } = value
  if (typeof salt !== 'string' || typeof image !== 'string') return null
  if (setupScript !== null && typeof setupScript !== 'string') return null
  const [args, own, env] = [objectOf(value.args ?? {}), objectOf(value.own ?? {}), stringMapOf(value.env)]
  return args === null || own === null || env === null ? null : { salt, image, setupScript, args, own, env }
}

/** A text that two values share where they ask for the same. */
type Identity = (value: unknown) => string

function differences(
  prefix: string,
  made: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, unknown>>,
  identity: Identity,
  show: (made: unknown, asked: unknown, identity: Identity) => Pick<SpecDifference, 'made' | 'asked'> = differingTexts,
): SpecDifference[] {
  const keys = [...new Set([...Object.keys(made), ...Object.keys(asked)])].sort()
  // Not the members that every object has by its prototype: a key may be called constructor.
  const own = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
    Object.hasOwn(record, key) ? record[key] : undefined
  return keys
    .map((key) => ({ path: `${prefix}${key}`, before: own(made, key), now: own(asked, key) }))
    .filter(({ before, now }) => identity(before) !== identity(now))
    .map(({ path, before, now }) => ({ path, ...show(before, now, identity) }))
}

/** Values of the environment are compared by their hashes, and never shown. */
function hiddenTexts(made: unknown, asked: unknown): Pick<SpecDifference, 'made' | 'asked'> {
  const hidden = (value: unknown): string | null => (value === undefined ? null : '(a value)')
  return { made: hidden(made), asked: hidden(asked) }
}

/** The keys as the cluster file writes them. */
function snakeCased(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )
}

function saltedHash(salt: string, value: string): string {
  return createHash('sha256').update(`${salt}\0${value}`).digest('hex').slice(0, 32)
}
