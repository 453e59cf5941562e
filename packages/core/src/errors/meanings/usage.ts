import type { ErrorCodeOf } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'

export const usageMeanings: Readonly<Record<ErrorCodeOf<'usage'>, ErrorMeaning>> = {
  BERTH_CONFIG_INVALID: {
    meaning: 'The cluster file, a config made in code, or an argument of a call cannot be used as it is written.',
    when: 'When a cluster file is loaded or a config resolved, with everything that is wrong in it (a `ConfigError`). Also for hosts that select none or name an unknown one, for an image reference, for the id of a detached command, and for a command that no host could run: one that is longer than a kernel takes (128 KiB with all its quotes), or has a NUL.',
    changed: 'Nothing: no host was asked.',
    retry: 'No: the same input fails in the same way.',
    remedy:
      'Correct each place that the message names, by file, line and column where it is a file. `berth validate` checks without asking a host.',
  },
  BERTH_CAPABILITY_MISSING: {
    meaning: 'The runtime, or the engine on a host, cannot do what the cluster file or the call asks for.',
    when: 'When a cluster is opened, for what the adapter declares that it lacks; when `up` plans, for a rootless engine that ends with the login where `persistent` is asked for; in a call of an adapter that is asked for what it does not declare.',
    changed: 'Nothing.',
    retry: 'No, not before the cluster file or the host is another.',
    remedy:
      'Change the key that the message names, or choose another runtime. For a rootless engine: `loginctl enable-linger`, or `runtime.privilege: sudo`.',
  },
  BERTH_RUNTIME_UNKNOWN: {
    meaning:
      'No runtime has the name that `container.runtime.name` gives, or its `module` is not installed or brings no runtime.',
    when: 'When a cluster is opened; for a module when its cluster file is loaded.',
    changed: 'Nothing: no host was asked.',
    retry: 'No: the same input fails in the same way.',
    remedy:
      'Write one of the names that the message lists, name the `module` that brings it, or pass an adapter of that name in `runtimes`. For a module that is not installed, run the `npm install` that the message prints, if you trust whoever made it.',
  },
  BERTH_STATE: {
    meaning:
      'The call does not fit what the cluster object, the connection, or the record of the run on this machine is now.',
    when: 'For a command before `up` or `attach` has succeeded; for `up`, `attach`, `plan`, `status` or `down` while another of them is at work; for any call after `close`. In the command line also where the record of a run cannot be read or written.',
    changed:
      'Nothing by the call. Where only the record could not be written, what `up` had made stays, and the message names its run.',
    retry: 'After the other call has ended or the record is mended; never on an object that was closed.',
    remedy:
      'Await the other call, call `up` first, or open a new cluster. For a record of a run: do as the message says.',
  },
  BERTH_SCRIPT_UNUSABLE: {
    meaning:
      'The setup script cannot be read, is empty, is no text, is longer than 16,384 bytes, is for another program than bash, or ends some of its lines as Windows does and others not.',
    when: 'In `up`, `attach` and `plan`, before any host is asked, where the file has changed since the cluster file was checked: that check tells the same as `BERTH_CONFIG_INVALID`.',
    changed: 'Nothing.',
    retry: 'No, not before the script is another.',
    remedy:
      'Mend the script, or set `setup_script` to false. What is long belongs into the image, or into a file that a short script fetches.',
  },
  BERTH_PASSWORD_UNUSABLE: {
    meaning:
      'The password of a registry cannot be had on the machine that Berth runs on: its variable is not set, its command fails or does not end within a minute, or what these give is empty, is no text or has several lines.',
    when: 'In `up` and `pull`, when a host is to pull with `registry.password_env` or `password_command`. Where every host has the image, nobody looks.',
    changed: 'No container. Hosts that needed no pull have their image.',
    retry: 'No, not before the variable or the command gives the password.',
    remedy:
      'Set and export the variable where Berth is run, or run the command there by hand until it prints the password alone. Neither the message nor anything else ever has the password.',
  },
}
