/** How to log in to a registry, for pulls alone. The password itself never comes to this machine. */
export interface RegistryLogin {
  /** The registry, as image references begin with it: `docker.io`, `registry.example:5000`. */
  readonly server: string
  readonly username: string
  /** The file on each host that holds the password or token: an absolute path, or `~/` and one in the user's home. */
  readonly passwordFile: string
}
