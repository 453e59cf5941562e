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
