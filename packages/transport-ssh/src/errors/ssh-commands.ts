import { type CommandOf, declareHostCommand, declareLocalCommand } from '@berth/core/adapter'

/** Takes the keys of a host out of a known_hosts file. */
export const forgetHostKey: CommandOf<'name' | 'file'> = declareLocalCommand({
  id: 'host-key-forget',
  form: 'ssh-keygen -R {name} -f {file}',
})

/** Shows the fingerprint of a host's own key. */
export const showHostKey: CommandOf<'kind'> = declareHostCommand({
  id: 'host-key-show',
  form: 'ssh-keygen -lf /etc/ssh/ssh_host_{kind}_key.pub',
})

/** Keeps everybody but the owner from writing a file of the SSH configuration. */
export const keepOthersFromWriting: CommandOf<'file'> = declareLocalCommand({
  id: 'ssh-config-close',
  form: 'chmod go-w {file}',
})

/** Gives a file of the SSH configuration to the user who runs Berth. */
export const giveFile: CommandOf<'user' | 'file'> = declareLocalCommand({
  id: 'ssh-config-own',
  form: 'chown {user} {file}',
})

/** Hides a private key from everybody but its owner. */
export const hideKey: CommandOf<'file'> = declareLocalCommand({
  id: 'key-file-hide',
  form: 'chmod 600 {file}',
})

/** Lets a process of this machine, and what it starts afterwards, have more files open. */
export const raiseOpenFiles: CommandOf<'shell' | 'files'> = declareLocalCommand({
  id: 'open-files-raise',
  form: 'sudo prlimit --pid {shell} --nofile={files}',
})
