import type { TmpfsSpec } from '../../../contract/index.js'
import type { Device, Volume } from '../../model/cluster-config.js'

/** Reads `source:target[:options]`. The schema has checked the form of the text. */
export function parseVolume(text: string): Volume {
  const [source = '', target = '', options] = text.split(':')
  if (!source.startsWith('/')) return { kind: 'volume', name: source, target, options: options ?? null }
  const words = options?.split(',') ?? []
  const passedOn = words.filter((word) => word !== 'create').join(',')
  return { kind: 'bind', source, target, options: passedOn || null, create: words.includes('create') }
}

/** Reads `target[:options]`. The schema has checked the form of the text. */
export function parseTmpfs(text: string): TmpfsSpec {
  const [target = '', options] = text.split(':')
  return { target, options: options ?? null }
}

/** Reads `device[:target][:permissions]`. The schema has checked the form of the text. */
export function parseDevice(text: string): Device {
  const [path = '', ...rest] = text.split(':')
  return {
    path,
    target: rest.find((part) => part.startsWith('/')) ?? null,
    permissions: rest.find((part) => !part.startsWith('/')) ?? null,
    required: true,
  }
}
