import type { ImageIdentity, UnreadableImage } from '../contract/index.js'
import type { Remedy, RemedyStep } from '../errors/index.js'

/** The question whether every host has the same image. */
export interface ImageQuestion {
  /** Every host that was asked. A host that `images` lacks is a problem, never left out. */
  readonly hosts: readonly string[]
  /** Each host's answer. */
  readonly images: ReadonlyMap<string, ImageIdentity | UnreadableImage>
  /** The image as the cluster file names it. */
  readonly reference: string
  /** Whether `images` has the images of containers, or those that a launch would use: the remedy differs. */
  readonly of: 'containers' | 'local images'
  /**
   * How the containers of these hosts are removed and made anew from the image of the others. Only of containers, where
   * somebody may do that. Default is that nobody may.
   */
  readonly relaunch?: Relaunch
  /** Hosts whose containers stay as they are: the other hosts are to have the image of these. Default is none. */
  readonly survivors?: readonly string[]
}

/** The steps in which the containers of some hosts are made anew. */
export type Relaunch = (hosts: readonly string[]) => readonly RemedyStep[]

/** Why hosts cannot be taken to have one image: what a refusal is made of. */
export interface ImageProblem {
  readonly code: 'BERTH_IMAGE_UNREADABLE' | 'BERTH_IMAGE_SKEW' | 'BERTH_IMAGE_INCOMPARABLE'
  /** What was seen, hosts and short digests included. */
  readonly message: string
  /** What the user can do. */
  readonly remedy: Remedy
  /**
   * The hosts that the problem is about, sorted: for skew those that do not have the image that most hosts have, or all
   * hosts if no image leads.
   */
  readonly hosts: readonly string[]
}

/** A finding that is no reason to refuse, and worth knowing. */
export interface ImageWarning {
  readonly message: string
  readonly remedy: Remedy
  /** The hosts that the warning is about, sorted. */
  readonly hosts: readonly string[]
}
