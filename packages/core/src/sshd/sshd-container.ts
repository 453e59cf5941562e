import type { ContainerShell } from '../contract/index.js'

/** One container that takes part in the cluster's sshd. */
export interface SshdContainer extends ContainerShell {
  /**
   * Every name and address by which other hosts reach this container; the first is the name by which its sshd is
   * checked.
   */
  readonly names: readonly string[]
  /**
   * What tells this container from every other one: keys and files of another launch, which came along in the image,
   * are discarded.
   */
  readonly launch: string
}
