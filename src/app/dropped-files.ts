import { isAudioName } from '../words/track-names'

/** What a drop holds. */
export interface Dropped {
  readonly files: readonly File[]
  /** Folders in which there is no audio file, by name. */
  readonly emptyFolders: readonly string[]
}

/**
 * The files of a drop: those dropped themselves, and the audio files inside folders, by name. To be called while the drop
 * is handled: later the browser tells no more of it.
 */
export const droppedFiles = async (transfer: DataTransfer): Promise<Dropped> => {
  const plain = [...transfer.files]
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  const folders = entries.filter((entry) => entry.isDirectory)
  if (folders.length === 0) return { files: plain, emptyFolders: [] }
  const files: File[] = []
  const emptyFolders: string[] = []
  for (const entry of entries) {
    // What cannot be read is as good as empty: the sentence for it says what to do instead.
    const found = await filesIn(entry).catch(() => [])
    const audio = entry.isDirectory ? found.filter(({ name }) => isAudioName(name)) : found
    files.push(...audio)
    if (entry.isDirectory && audio.length === 0) emptyFolders.push(entry.name)
  }
  return { files, emptyFolders }
}

const filesIn = async (entry: FileSystemEntry): Promise<File[]> => {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)]
  const children = await childrenOf(entry as FileSystemDirectoryEntry)
  const files: File[] = []
  for (const child of children.toSorted((a, b) =>
    a.name.localeCompare(b.name, undefined, { numeric: true }),
  ))
    if (!child.name.startsWith('.')) files.push(...(await filesIn(child)))
  return files
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** A reader gives its entries in portions; the last one is empty. */
const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (portion.length === 0) return all
    all.push(...portion)
  }
}
