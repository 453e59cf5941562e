import type { ImageIdentity } from '../contract/index.js'
import { sortHosts } from '../errors/hosts/sort-hosts.js'
import { hostLines } from '../errors/index.js'
import { groupImages } from './group-images.js'
import type { ImageProblem, ImageQuestion, ImageWarning } from './image-question.js'
import { incomparableProblem, layersWarning, skewProblem } from './image-verdicts.js'

/** What {@link imageConsistency} found. No problems: every host that was asked has one and the same image. */
export interface ImageConsistency {
  readonly problems: readonly ImageProblem[]
  readonly warnings: readonly ImageWarning[]
}

/**
 * Whether every host that was asked has one and the same image, whatever its image store. Pure; the order of hosts does
 * not change the answer. Problems of several kinds are all reported; hosts that could be read are compared beside those
 * that could not.
 *
 * - `BERTH_IMAGE_UNREADABLE`: a host's image could not be read, or the host gave no answer.
 * - `BERTH_IMAGE_SKEW`: hosts have different images.
 * - `BERTH_IMAGE_INCOMPARABLE`: what the hosts know of their images has no kind of value in common.
 * - Equal layers with nothing else to compare are a warning.
 */
export function imageConsistency(question: ImageQuestion): ImageConsistency {
  const hosts = sortHosts([...question.hosts, ...question.images.keys()])
  const readable: (readonly [string, ImageIdentity])[] = []
  const unreadable = new Map<string, string>()
  for (const host of hosts) {
    const image = question.images.get(host)
    if (image === undefined) unreadable.set(host, 'the host gave no answer')
    else if ('unreadable' in image) unreadable.set(host, image.unreadable)
    else readable.push([host, image])
  }
  const { verdict, groups } = groupImages(readable)
  const problems: ImageProblem[] = []
  if (unreadable.size > 0) problems.push(unreadableProblem(question, unreadable))
  if (verdict === 'different') problems.push(skewProblem(question, groups))
  if (verdict === 'incomparable') problems.push(incomparableProblem(question, groups))
  return { problems, warnings: verdict === 'same layers only' ? [layersWarning(question, groups)] : [] }
}

function unreadableProblem({ reference, of }: ImageQuestion, reasons: ReadonlyMap<string, string>): ImageProblem {
  const { text } = hostLines(new Map([...reasons].map(([host, reason]) => [host, reason.trim()])))
  const what = of === 'containers' ? `the image of the container (${reference})` : reference
  return {
    code: 'BERTH_IMAGE_UNREADABLE',
    message: [
      `the identity of ${what} could not be read on ${reasons.size === 1 ? 'one host' : `${reasons.size} hosts`}`,
      text.replace(/^/gm, '  '),
    ].join('\n'),
    remedy:
      'Make the engine show the image on these hosts, or leave them out: a host whose image is unknown may run another one.',
    hosts: [...reasons.keys()],
  }
}
