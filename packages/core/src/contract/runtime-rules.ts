import type { ImageSource } from './container-runtime.js'

/**
 * What a runtime takes of what a cluster file names. Berth asks when a file is checked, and when a cluster is wired, so
 * that a text which no host would take is refused before any is asked. The rules are pure.
 */
export interface RuntimeRules {
  /**
   * Why the engine would not take a text for the name of a container: a sentence about `it`; null where it would. The
   * schema of the file has let the text through: letters, digits, `_`, `.` and `-`, the first a letter or a digit.
   * Default is that every such text is a name.
   */
  readonly name?: (text: string) => string | null
  /**
   * Why there can be no image of this reference for the engine, on no host and in no registry: a sentence about `it`, as
   * `imageReferenceProblem` gives one; null where there can. The reference has no white space. Default is that every
   * such text is a reference.
   */
  readonly image?: (source: ImageSource) => string | null
}
