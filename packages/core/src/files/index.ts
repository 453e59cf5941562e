export { readLocalFile, readLocalFolder } from './local-tree.js'
export { putTree } from './put-tree.js'
export { saveFile } from './save-file.js'
export type { TransferOptions, TransferProgress, Transferred } from './transfer.js'
