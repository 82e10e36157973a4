import type { Failure } from '../core/outcome'
import { errorSentence } from './sentences'

/** A file that opened well, but says nothing of how a track should sound. */
export const unusableReferenceSentence = (why: 'silent' | 'too-short', fileName: string): string =>
  why === 'silent'
    ? `“${fileName}” is silent, so there is nothing to match. Add a finished track as a reference.`
    : `“${fileName}” is shorter than a second, too short to match. Add a whole track, or a longer part of it.`

export const NOT_A_SHELF =
  'This JSON file holds no references of TrackMaster. Add audio files, or a file that “Save references” wrote.'

export const SHELF_FULL =
  'There is no room for more references. Remove one that you no longer need and add this one again.'

/** Why a reference cannot be opened; null where nothing need be said. It is mixed down, never asked about. */
export const referenceErrorSentence = (error: Failure, fileName: string): string | null =>
  error.code === 'too-many-channels'
    ? `“${fileName}” does not say where its channels belong, so it cannot be mixed down to be compared with. Save it in mono or stereo, and add that.`
    : errorSentence(error, fileName)
