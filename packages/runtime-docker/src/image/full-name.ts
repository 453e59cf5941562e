import { formatImageReference, parseImageReference } from '@berth/core/adapter'

/** A reference as an archive has it, and as it is one and the same image by: in full, with a tag. */
export function fullName(reference: string): string {
  const parsed = parseImageReference(reference)
  return parsed === null ? reference : formatImageReference({ ...parsed, tag: parsed.tag ?? 'latest', digest: null })
}
