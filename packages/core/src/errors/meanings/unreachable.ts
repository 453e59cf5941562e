import type { ErrorCodeOf } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'

export const unreachableMeanings: Readonly<Record<ErrorCodeOf<'unreachable'>, ErrorMeaning>> = {
  BERTH_HOST_UNREACHABLE: {
    meaning: 'No connection to the host could be made: to its address, to its sshd, or through one of its jump hosts.',
    when: 'In every call that needs the host and has no connection to it. In `down`, where this run may have made something on a host that is now out of reach.',
    changed:
      'Nothing on that host by this attempt. After `down` a container of this run may be left there; other hosts went on.',
    retry:
      'Yes, but not where a jump host forbids the way or the SSH configuration asks for what is not supported: `retryable` tells. A host that had no place free was asked again already.',
    remedy:
      'Check that the host is up, that `ssh HOST` reaches it, and that its sshd has room (`MaxStartups`). Or leave it out with `--hosts`.',
  },
  BERTH_HOST_KEY: {
    meaning: 'The host did not prove that it is the one which known_hosts knows, or its key could not be checked.',
    when: 'At the first call that needs the host, for a key that has changed or is revoked; for an unknown one under `host_key_policy: strict`; for a known_hosts file that cannot be read.',
    changed: 'Nothing: no password and no key was offered to the host.',
    retry: 'No, not before the key or known_hosts is right.',
    remedy:
      'Compare the fingerprints that the message shows with those that the administrator of the host gives. Only then remove the line that it names.',
  },
  BERTH_AUTH_FAILED: {
    meaning: 'The host was reached, and does not let the user in.',
    when: 'At the first call that needs the host. Also where the private key that is named cannot be read or decrypted.',
    changed: 'Nothing: nothing was run.',
    retry: 'No: hosts count failed logins.',
    remedy:
      'Check the user name, that the public key is in authorized_keys there, and what the message says was tried. Too many keys: name one, with `IdentitiesOnly yes`.',
  },
  BERTH_CONNECTION_LOST: {
    meaning: 'The connection went away while something was asked of the host, and nobody saw how that ended.',
    when: 'In every call on a host: commands, files, images, restarts, removals, provisioning, sshd. A launch has a code of its own, `BERTH_LAUNCH_UNKNOWN`.',
    changed:
      'It may have been: what was asked may have been done, in part or as a whole. Files are in their place whole or not at all; what has arrived of them is kept for the next try.',
    retry:
      'Where `retryable` is true: files, images, restarts, removals, and all that only looks. A command: only after a look at what it did.',
    remedy: 'Check that the host is up. The next call connects anew by itself.',
  },
}
