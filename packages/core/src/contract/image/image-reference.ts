/** An image reference, taken apart and completed with the defaults that engines complete it with. */
export interface ImageReference {
  /** Host of the registry, with its port if there is one: `docker.io`, `localhost:5000`. */
  readonly registry: string
  /** Path in the registry: `library/ubuntu`. */
  readonly repository: string
  /** Null only where a digest was given without a tag. */
  readonly tag: string | null
  /** `sha256:…`; null if the reference names a tag, which its owner may move. */
  readonly digest: string | null
}

const defaultRegistry = 'docker.io'
const registryPattern =
  /^(?:\[[a-fA-F0-9:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::[0-9]+)?$/
const repositoryPart = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
])

/**
 * Reads `[registry[:port]/]repository[:tag][@digest]`, by the grammar of the distribution project and with Docker's
 * defaults: registry `docker.io`, there `library/` before a bare name, tag `latest` unless there is a digest. Null for
 * any other text; {@link imageReferenceProblem} says why.
 *
 * @example
 * parseImageReference('ubuntu') // { registry: 'docker.io', repository: 'library/ubuntu', tag: 'latest', digest: null }
 */
export function parseImageReference(text: string): ImageReference | null {
  if (imageReferenceProblem(text) !== null) return null
  const { tag, digest, registry, repository } = takeApart(text)
  return { registry, repository, tag: tag ?? (digest === null ? 'latest' : null), digest }
}

/** The reference in full, with nothing left to defaults: `docker.io/library/ubuntu:latest`. */
export function formatImageReference({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

/** What keeps a text from being such a reference: a sentence about `it`; null for nothing. */
export function imageReferenceProblem(text: string): string | null {
  const { tag, digest, registry, repository } = takeApart(text)
  return (
    textProblem(text) ??
    repositoryProblem(repository) ??
    registryProblem(registry, repository) ??
    (tag === null ? null : tagProblem(tag)) ??
    (digest === null ? null : digestProblem(digest))
  )
}

function takeApart(text: string): ImageReference {
  const at = text.indexOf('@')
  const digest = at === -1 ? null : text.slice(at + 1)
  const beforeDigest = at === -1 ? text : text.slice(0, at)
  const colon = beforeDigest.lastIndexOf(':')
  // A colon before the last slash is a port's.
  const hasTag = colon > beforeDigest.lastIndexOf('/')
  const tag = hasTag ? beforeDigest.slice(colon + 1) : null
  return { ...splitName(hasTag ? beforeDigest.slice(0, colon) : beforeDigest), tag, digest }
}

function splitName(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/')
  const first = slash === -1 ? '' : name.slice(0, slash)
  const namesRegistry = first === 'localhost' || /[.:]/.test(first)
  const registry = namesRegistry ? first.replace(/^index\.docker\.io$/, defaultRegistry) : defaultRegistry
  const path = namesRegistry ? name.slice(slash + 1) : name
  const isOfficial = registry === defaultRegistry && path !== '' && !path.includes('/')
  return { registry, repository: isOfficial ? `library/${path}` : path }
}

function textProblem(text: string): string | null {
  if (text === '') return 'it is empty'
  if (/\s/.test(text)) return 'it has white space in it'
  if (/^[a-z0-9+.-]+:\/\//i.test(text)) return 'it is a URL; leave out everything up to the //'
  if (/^[a-f0-9]{64}$/.test(text)) return 'it is an image id, which means nothing on another host'
  return null
}

function registryProblem(registry: string, repository: string): string | null {
  if (!registryPattern.test(registry))
    return `registry ${JSON.stringify(registry)} is not a host name with an optional port`
  if (registry.length + 1 + repository.length > 255) return 'registry and repository together exceed 255 characters'
  return null
}

function repositoryProblem(repository: string): string | null {
  if (repository === '' || repository === 'library/') return 'it names no repository'
  if (/[A-Z]/.test(repository)) return `repository ${JSON.stringify(repository)} must be lowercase`
  const bad = repository.split('/').find((part) => !repositoryPart.test(part))
  if (bad === '') return `repository ${JSON.stringify(repository)} has an empty part`
  return bad === undefined
    ? null
    : `${JSON.stringify(bad)} in the repository may have only a-z and 0-9, joined by one of . _ __ or by dashes`
}

function tagProblem(tag: string): string | null {
  if (tag === '') return 'the tag after : is empty'
  if (tag.length > 128) return 'the tag exceeds 128 characters'
  return tagPattern.test(tag)
    ? null
    : `tag ${JSON.stringify(tag)} may have only letters, digits, _ . and -, and begins with none of the last two`
}

function digestProblem(digest: string): string | null {
  if (!digestPattern.test(digest))
    return `digest ${JSON.stringify(digest)} is not of the form sha256:<hexadecimal digits>`
  const colon = digest.indexOf(':')
  const algorithm = digest.slice(0, colon)
  const value = digest.slice(colon + 1)
  const length = digestLengths.get(algorithm)
  if (length === undefined)
    return `digest algorithm ${JSON.stringify(algorithm)} is none of ${[...digestLengths.keys()].join(', ')}`
  if (value.length !== length)
    return `a ${algorithm} digest has ${length} hexadecimal digits, this one has ${value.length}`
  return value === value.toLowerCase() ? null : 'the digest must be lowercase'
}
