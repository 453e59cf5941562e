import type { EngineFacts, Section } from '@berth/core/adapter'
import { type EngineLook, engineId } from './choose-engine.js'

/** What the engine says of itself, and whether its containers end with the login: of `linger`, where that was asked. */
export function engineFacts(look: EngineLook, linger: Section | undefined): Omit<EngineFacts, 'own' | 'boot'> {
  const { info, reachedBy } = look
  const { version, storeName, root, rootless } = info
  const endsWithLogin = rootless && linger?.stdout.trim() === 'no'
  return { id: engineId(look), version, store: storeName, root, reachedBy, rootless, endsWithLogin }
}
