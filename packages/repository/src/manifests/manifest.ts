/** What this repository asks of a package.json; all else in it is as the file has it. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly description?: string
  readonly license?: string
  readonly type?: string
  readonly sideEffects?: boolean
  readonly engines?: { readonly node?: string }
  readonly repository?: { readonly type?: string; readonly url?: string; readonly directory?: string }
  readonly bugs?: string
  readonly homepage?: string
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Ranges
  readonly devDependencies?: Ranges
  readonly peerDependencies?: Ranges
}

/** Version ranges by the name of the package. */
export type Ranges = Readonly<Record<string, string>>

/** A package.json, and where it is. */
export interface PackageManifest {
  /** Its folder, from the top of the repository: `packages/core`. */
  readonly folder: string
  readonly manifest: Manifest
}
