import { basename, extname } from 'node:path'

/** What a master's name ends in, ahead of its extension. */
export const MASTER = ' (master)'

/** Whether a file is called as masters are. */
export const isMasterName = (path: string): boolean =>
  basename(path, extname(path)).endsWith(MASTER)
