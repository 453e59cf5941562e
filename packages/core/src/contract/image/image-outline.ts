/** Bytes that are known by their digest before any of them is there. */
export interface BlobOutline {
  /** `sha256:…`, of the bytes as they are sent. */
  readonly digest: string
  readonly size: number
}

/** A layer that may be given to a host. */
export interface LayerOutline extends BlobOutline {
  /** Digest of the layer without compression: `sha256:…`. What engines know a layer by, however they came by it. */
  readonly diffId: string
  readonly compression: 'none' | 'gzip' | 'zstd'
  /** Bytes that the layer takes without compression; an estimate where it is compressed. */
  readonly unpacked: number
}

/** What an image is made of, known before any of it is sent to a host. */
export interface ImageOutline {
  /** The name that the image is to have there, as the cluster file has it: no reference with a digest. */
  readonly reference: string
  /**
   * `layers`: a configuration, and layers. `file`: one file that is the image, as of squashfs; it stands where the
   * configuration does, and there are no layers.
   */
  readonly form: 'layers' | 'file'
  readonly config: BlobOutline
  /** The manifest that names the configuration and the layers, by the form of OCI or of Docker. */
  readonly manifest: BlobOutline & { readonly mediaType: string; readonly text: string }
  /** Bottom first. */
  readonly layers: readonly LayerOutline[]
}

/** What a host needs before an image can be loaded there from its parts. */
export interface PartsNeeded {
  /** Positions of the layers that the host does not have, from 0 for the bottom one. */
  readonly missing: readonly number[]
  /** The folder of the host that the parts are put into: the login user's own, closed to all others, and there. */
  readonly folder: string
  /** The places of the host that the bytes go to, as far as their file systems can be told. */
  readonly rooms: readonly DiskRoom[]
  /**
   * The architectures of Linux whose programs the host runs, its own first, as images call them: `amd64`; with those
   * that it emulates. Default is not known.
   */
  readonly architectures?: readonly string[]
}

/** A place that bytes of an image go to, on the file system of a host. */
export interface DiskRoom {
  /** A path, for messages. */
  readonly path: string
  /** By what file systems are told apart on one host: where it is mounted. */
  readonly mount: string
  /** Bytes that are free there. */
  readonly free: number
  /** How many copies of what is sent are there at the same time. */
  readonly copies: number
  /** Whether the layers are unpacked there. */
  readonly unpacks: boolean
}

/** The parts of an image that were put into the folder, each as `blobs/sha256/DIGITS`, and checked there. */
export interface PartsPut extends Pick<PartsNeeded, 'missing' | 'folder'> {
  readonly outline: ImageOutline
}
