/**
 * The value of an environment variable: a text, taken as it is, or what is to stand before and after the value that the
 * variable has where the command runs.
 */
export type EnvironmentValue = string | ExtendedValue

/**
 * Text before and after the former value of a variable, with a colon between each: the `X:$KEY` and `$KEY:X` of a
 * cluster file. The former value is put in where the command runs, on the host or in the container; where it is empty
 * or not set, no colon is left for it. With neither text the variable keeps its value.
 */
export interface ExtendedValue {
  readonly prepend?: string
  readonly append?: string
}

/** Variables by name. A name has letters, digits and `_`, and does not begin with a digit. */
export type CommandEnvironment = Readonly<Record<string, EnvironmentValue>>
