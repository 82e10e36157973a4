import { isStorageFull } from '../../storage/audio-store'
import { notify } from '../../store/studio-store'
import { errorSentence, STORAGE_ABSENT } from '../sentences'

let saidFull = false
let saidAbsent = false

/** Storage is full: said once per page, work goes on. */
export const sayFullOnce = (name: string): void => {
  const sentence = errorSentence({ code: 'storage-full' }, name)
  if (!saidFull && sentence) notify('error', sentence)
  saidFull = true
}

/** Nothing is saved here: said once per page, work goes on. */
export const sayAbsentOnce = (): void => {
  if (!saidAbsent) notify('note', STORAGE_ABSENT)
  saidAbsent = true
}

/** What a refused write means to the person at the page. */
export const sayRefused = (error: unknown): void => {
  if (isStorageFull(error)) sayFullOnce('your work')
  else sayAbsentOnce()
}
