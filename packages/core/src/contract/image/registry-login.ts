/** Whose images are pulled, and from where: for pulls alone. */
interface LoginName {
  /** The registry, as image references begin with it: `docker.io`, `registry.example:5000`. */
  readonly server: string
  readonly username: string
}

/** A login whose password is on each host, and never comes to this machine. */
export interface FileLogin extends LoginName {
  /** The file on each host that holds the password or token: an absolute path, or `~/` and one in the user's home. */
  readonly passwordFile: string
}

/** A text that neither printing nor JSON shows. */
export interface HiddenText {
  /** The text itself. */
  reveal(): string
}

/**
 * A login whose password this machine has: it goes to a host on the standard input of a program, and is in no argument
 * list, environment, log or error.
 */
export interface GivenLogin extends LoginName {
  /** One line that is not empty. */
  readonly password: HiddenText
  /** Where the password is from, for messages: `the variable REGISTRY_TOKEN of this machine`. */
  readonly passwordFrom: string
}

/** How to log in to a registry, for pulls alone. */
export type RegistryLogin = FileLogin | GivenLogin
