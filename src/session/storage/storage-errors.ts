import { isStorageFull } from '../../storage/audio-store'
import { say } from '../../store/studio-store'
import { STORAGE_ABSENT, troubleSentence } from '../sentences'

let saidFull = false
let saidAbsent = false

/** Storage is full: said once per page, work goes on. */
export const sayFullOnce = (name: string): void => {
  const sentence = troubleSentence({ code: 'storage-full' }, name)
  if (!saidFull && sentence) say('trouble', sentence)
  saidFull = true
}

/** Nothing is kept here: said once per page, work goes on. */
export const sayAbsentOnce = (): void => {
  if (!saidAbsent) say('note', STORAGE_ABSENT)
  saidAbsent = true
}

/** What a refused write means to the person at the page. */
export const sayRefused = (error: unknown): void => {
  if (isStorageFull(error)) sayFullOnce('your work')
  else sayAbsentOnce()
}
