/** A package, by the facts that the direction of packages is judged by. */
export interface SourcePackage {
  /** Name of its folder in `packages/`. */
  readonly folder: string
  readonly name: string
  readonly isPrivate: boolean
  /** Names in `dependencies` and `peerDependencies`. */
  readonly dependencies: readonly string[]
  /** Keys of its `exports`: `.`, `./adapter`. */
  readonly exports: readonly string[]
  readonly imports: readonly SourceImport[]
}

/** One import in a package's sources, of any form. */
export interface SourceImport {
  /** Path in the package: `src/index.ts`. */
  readonly file: string
  readonly specifier: string
}
