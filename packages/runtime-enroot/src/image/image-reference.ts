/**
 * Where the image of a reference is on a host: a path that begins with `/` is the file itself, anything else is the
 * name of a file in the folder that Berth keeps images in.
 */
export function imageFile(reference: string): string {
  if (reference.startsWith('/')) return reference
  return `${encodeURIComponent(reference.replace(/^docker:\/\//, ''))}.sqsh`
}

/**
 * The address that `enroot import` is asked for; null where the reference is a path, which nothing can be pulled for.
 * The registry is set off with `#`, which all versions read; a reference that is an enroot address already stays as it
 * is. The user is whose login enroot looks for, which not all versions do by themselves; a name that has no place in an
 * address is left out.
 */
export function importAddress(reference: string, user = ''): string | null {
  if (reference.startsWith('/')) return null
  if (/^(docker|dockerd|podman):\/\//.test(reference)) return reference
  const [, registry, image] = /^([^/]*[.:][^/]*|localhost)\/(.+)$/.exec(reference) ?? []
  const by = /^[\w.!~*'()%;&=+$,-]+$/.test(user) ? `${user}@` : ''
  if (registry === undefined || image === undefined) return `docker://${by}${reference}`
  if (registry === 'docker.io') return `docker://${by}${image.replace(/^library\//, '')}`
  return `docker://${by}${registry}#${image}`
}
