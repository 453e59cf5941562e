import { readFileSync } from 'node:fs'

/** The nonce that the recordings were made with. */
export const nonce = 'NONCE'

/** What a script of ours printed on a host with a real enroot: 4.1.2, where the recording's name has no other version. */
export function recorded(name: string): { readonly stdout: string; readonly stderr: string } {
  const text = readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
  const [stdout = '', stderr = ''] = text.replace('--- stdout\n', '').split('\n--- stderr\n')
  return { stdout, stderr }
}

/** The image of the recordings. */
export const image = {
  id: '/home/nodocker/images/busybox-1.sqsh',
  configDigest: 'sha256:a470204f55c761c29d65d3af6ef18d4528ee015d02dc96e5e0191457f3c95d85',
  manifestDigests: [],
  layers: [],
  platform: null,
} as const
