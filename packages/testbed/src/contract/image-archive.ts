/** An image that the testbed has made, as an archive for `docker load`. */
export interface ImageArchive {
  /** Name and tag in the archive, such as `berth/busybox:1`. */
  readonly reference: string
  /** The image's id in Docker's classic store: `sha256:` and the digest of its configuration. */
  readonly id: string
  /** The archive on this machine. */
  readonly path: string
  /** The archive as every host sees it. */
  readonly hostPath: string
}
