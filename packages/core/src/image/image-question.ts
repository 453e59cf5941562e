import type { ImageIdentity, UnreadableImage } from '../contract/index.js'

/** What is to be the same on every host. */
export interface ImageQuestion {
  /** Every host that was asked. One that `images` lacks is a problem, never left out. */
  readonly hosts: readonly string[]
  /** What each host answered. */
  readonly images: ReadonlyMap<string, ImageIdentity | UnreadableImage>
  /** The image as the cluster file names it. */
  readonly reference: string
  /** Whether these are the images of containers, or those that a launch would use: the way out differs. */
  readonly of: 'containers' | 'local images'
  /** Hosts whose containers stay as they are: the others are to have their image. Default is none. */
  readonly survivors?: readonly string[]
}

/** Why hosts cannot be taken to have one image: what a refusal is made of. */
export interface ImageProblem {
  readonly code: 'BERTH_IMAGE_UNREADABLE' | 'BERTH_IMAGE_SKEW' | 'BERTH_IMAGE_INCOMPARABLE'
  /** What was seen, hosts and short digests included. */
  readonly message: string
  /** What the user can do, as imperative sentences. */
  readonly remedy: string
  /** The hosts that it is about, sorted: for skew those that do not have what most have, or all if no image leads. */
  readonly hosts: readonly string[]
}

/** What is no reason to refuse, and worth knowing. */
export interface ImageWarning {
  readonly message: string
  readonly remedy: string
  /** The hosts that it is about, sorted. */
  readonly hosts: readonly string[]
}
