import { type CommandOf, declareLocalCommand } from '@berth/core/adapter'

/** Installs a package into a folder, whatever packages the folders around it have. */
export const installPackage: CommandOf<'folder' | 'package'> = declareLocalCommand({
  id: 'npm-install',
  form: 'npm install --prefix {folder} {package}',
})
