import type { AudioMemory } from '../core/audio-memory'
import { sizeText } from './relative-time'

/** How much of its memory audio takes, what lies on the disk, and what was let go. null: the engine does not tell. */
export const audioMemorySentence = (memory: AudioMemory | null): string => {
  if (!memory) return 'How much memory audio takes is not known: the engine does not run here.'
  const { budgetBytes, usedBytes, diskBytes, tracksLetGo } = memory
  const disk =
    diskBytes === null
      ? ', none on the disk: this browser has no file for it here'
      : ` and ${sizeText(diskBytes)} on the disk`
  const tracks = tracksLetGo === 1 ? 'one track' : `${tracksLetGo} tracks`
  const letGo =
    tracksLetGo === 0
      ? 'No master was let go.'
      : `The masters of ${tracks} were let go to save room; each is made again, the same, when it is needed.`
  return `Audio takes ${sizeText(usedBytes)} of ${sizeText(budgetBytes)} in memory${disk}. ${letGo}`
}
