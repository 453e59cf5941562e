import { type ImageSource, type LayerProgress, type ProgramAnswer, parseObject } from '@berth/core/adapter'

/** The words that tell that loading or pulling an image begins. */
export function imageBeginnings({ reference, archive, login }: ImageSource): Readonly<Record<string, string>> {
  const as = login === undefined ? '' : ` as ${login.username}`
  return { loading: `loading ${archive}`, pulling: `pulling ${reference}${as}` }
}

/** What is told of the tags that an archive holds and that name another image on the host. */
export function imageWarnings({ reference, archive }: ImageSource): Readonly<Record<string, (line: string) => string>> {
  return {
    moves: (tag) =>
      `loading ${archive} for ${reference} moves the tag ${tag}, which the archive holds too and which names another image now: that one stays, without this name`,
  }
}

/** The words that tell that it is done. */
export function imageEndings({ reference, archive }: ImageSource): Readonly<Record<string, string>> {
  return { loading: `loaded ${archive}`, pulling: `pulled ${reference}` }
}

/**
 * What Docker's progress says of a layer: what becomes of it; and, where the engine's own interface was asked, which
 * bytes of it have come.
 */
export function pulledLayer(line: string): LayerProgress | null {
  const [, id, state] = /^([0-9a-f]{12}): (.+)$/.exec(line) ?? []
  if (id === undefined || state === undefined) return null
  const [, done, total] = /^Downloading (\d{1,15})\/(\d{1,15})$/.exec(state) ?? []
  if (done !== undefined) return { id, there: false, received: { done: Number(done), total: Number(total) } }
  if (state === 'Verifying Checksum' || state === 'Download complete') return { id, there: false, whole: true }
  return { id, there: state === 'Pull complete' || state === 'Already exists' }
}

/** Bytes of the image that the last report describes. */
export function imageSize({ reports }: ProgramAnswer): number | null {
  const [word, text = ''] = reports.at(-1) ?? []
  const size = word === 'image' ? parseObject(text)?.Size : null
  return typeof size === 'number' && size > 0 ? size : null
}
