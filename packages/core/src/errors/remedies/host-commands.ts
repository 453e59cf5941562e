import { type CommandOf, declareHostCommand } from './declare-command.js'

/** Lets what the login user runs outlive the login. */
export const enableLinger: CommandOf = declareHostCommand({ id: 'enable-linger', form: 'loginctl enable-linger' })

/** Shows who listens on a port; only root sees the process of another user. */
export const showListener: CommandOf<'port'> = declareHostCommand({
  id: 'port-holder',
  form: 'ss -ltnp sport = :{port}',
})
