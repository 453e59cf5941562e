import { HostsError, type PulledImage, type PulledImages } from '@berth/core'
import type { CliCluster } from '../../environment.js'
import type { Answer } from '../../json/answer.js'
import { pulledText } from './pulled-text.js'

/**
 * Waits for a pull, takes the image of each host and tells of them, also where it failed on some: rejects then as the
 * pull does.
 */
export async function answerPulled(
  answer: Pick<Answer<'pull'>, 'done' | 'missing'>,
  { hosts }: Pick<CliCluster, 'hosts'>,
  pull: Promise<PulledImages | null>,
  tell: (text: string) => void,
): Promise<PulledImages | null> {
  const take = (images: ReadonlyMap<string, PulledImage>): void => {
    for (const [host, { identity, changed }] of images) answer.done(host, { image: identity, changed })
    if (images.size > 0) tell(pulledText(images))
  }
  try {
    const pulled = await pull
    if (pulled === null) {
      for (const host of hosts) answer.done(host, { image: null, changed: false })
      tell('No image: with orchestrator baremetal, commands run on the hosts themselves.\n')
      return null
    }
    take(pulled.images)
    answer.missing(pulled.missing)
    return pulled
  } catch (error) {
    // What the hosts where it succeeded have in the error is of the type that the call gives.
    if (error instanceof HostsError) take(error.succeeded as ReadonlyMap<string, PulledImage>)
    throw error
  }
}
