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
 * is.
 */
export function importAddress(reference: string): string | null {
  if (reference.startsWith('/')) return null
  if (/^(docker|dockerd|podman):\/\//.test(reference)) return reference
  const [, registry, image] = /^([^/]*[.:][^/]*|localhost)\/(.+)$/.exec(reference) ?? []
  if (registry === undefined || image === undefined) return `docker://${reference}`
  return registry === 'docker.io' ? `docker://${image.replace(/^library\//, '')}` : `docker://${registry}#${image}`
}
