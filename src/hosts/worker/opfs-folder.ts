/** Everything of TrackMaster's in the origin's private file system that ends with its page: a folder for each engine. */
const ROOT = 'swap'

/** What is used of FileSystemSyncAccessHandle, which only libraries for workers declare. */
export interface SyncHandle {
  read(into: Float32Array | Uint8Array, options: { readonly at: number }): number
  write(bytes: Float32Array | Uint8Array, options: { readonly at: number }): number
  truncate(bytes: number): void
  flush(): void
  close(): void
}

/** With the mode that lets several threads write at once; who does not know it keeps the file to one thread. */
interface Openable {
  createSyncAccessHandle(options: { readonly mode: 'readwrite-unsafe' }): Promise<SyncHandle>
}

const rootFolder = async (): Promise<FileSystemDirectoryHandle> => {
  const origin = await navigator.storage.getDirectory()
  return origin.getDirectoryHandle(ROOT, { create: true })
}

const fileAt = async (path: string): Promise<FileSystemFileHandle> => {
  const [folder = '', name = ''] = path.split('/')
  const directory = await (await rootFolder()).getDirectoryHandle(folder, { create: true })
  return directory.getFileHandle(name, { create: true })
}

/** A handle on the file at `<engine>/<name>`, which is made where there is none. Rejects where the host does not let it. */
export const openSyncHandle = async (path: string): Promise<SyncHandle> =>
  ((await fileAt(path)) as unknown as Openable).createSyncAccessHandle({ mode: 'readwrite-unsafe' })

/** The file as it is now, on disk. */
export const fileOnDisk = async (path: string): Promise<File> => (await fileAt(path)).getFile()

/** Removes one file. Rejects while it is open. */
export const removeFile = async (path: string): Promise<void> => {
  const [folder = '', name = ''] = path.split('/')
  await (await (await rootFolder()).getDirectoryHandle(folder)).removeEntry(name)
}

/** Removes all that this engine has there. Rejects while any of it is open. */
export const removeFolder = async (engine: string): Promise<void> =>
  (await rootFolder()).removeEntry(engine, { recursive: true })

/** Removes the folders of engines that are gone. `ownFile`: every engine keeps this file of its folder open for life. */
export const removeLeftovers = async (own: string, ownFile: string): Promise<void> => {
  const root = await rootFolder()
  const others: string[] = []
  for await (const name of root.keys()) if (name !== own) others.push(name)
  for (const name of others) {
    try {
      const folder = await root.getDirectoryHandle(name)
      // Rejects while it is open somewhere.
      await folder.removeEntry(ownFile)
      await root.removeEntry(name, { recursive: true })
    } catch {
      // Somebody's, or not ours to judge.
    }
  }
}
