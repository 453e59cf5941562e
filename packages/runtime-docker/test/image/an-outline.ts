import type { ImageOutline } from '@berth/core/adapter'

/** A digest of 64 times one hexadecimal digit. */
export function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`
}

/** An image of layers with these digests. */
export function anOutline(...digits: readonly string[]): ImageOutline {
  return {
    reference: 'lab:1',
    form: 'layers',
    config: { digest: digest('c'), size: 5 },
    manifest: { digest: digest('e'), size: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', text: '{}' },
    layers: digits.map((digit) => ({
      diffId: digest(digit),
      digest: digest(digit),
      compression: 'none',
      size: 600,
      unpacked: 600,
    })),
  }
}
