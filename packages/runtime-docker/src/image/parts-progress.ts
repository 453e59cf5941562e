import type { PartsPut } from '@berth/core/adapter'

/** The word that tells that an image is being made of parts. */
export function partsBeginnings({ outline }: PartsPut): Readonly<Record<string, string>> {
  return { loading: `loading ${outline.reference}` }
}

/** The word that tells that it is done. */
export function partsEndings({ outline }: PartsPut): Readonly<Record<string, string>> {
  return { loading: `loaded ${outline.reference}` }
}

/** What is told where the name is another image's now. */
export function partsWarnings({ outline }: PartsPut): Readonly<Record<string, (line: string) => string>> {
  return {
    moves: () =>
      `${outline.reference} names another image now: that one stays, without this name, once this one is loaded`,
  }
}
