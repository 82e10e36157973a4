import { unreachable } from '../core/assert'
import { type ManyChannels, manyChannels } from '../core/channel-choice'
import { amplitudeToDb } from '../core/decibels'
import type { Failure } from '../core/outcome'
import type { DecodeRemark, TrackFacts } from '../core/track-facts'

const quoted = (name: string): string => `“${name}”`

/** A file that was chosen as artwork and is none. */
export const NOT_A_COVER =
  'That file is not a JPEG or PNG picture, which is what every format can hold. Choose one of those.'

/** Over plain http browsers lend no decoders of theirs; Node does not know of the matter. */
const pageIsSecure = (): boolean =>
  (globalThis as { readonly isSecureContext?: boolean }).isSecureContext ?? true

/**
 * One sentence that names the file and one that says what to do next.
 * null for a cancelled job: the person who cancelled knows.
 */
export const errorSentence = (
  { code, detail }: Failure,
  fileName: string,
  isSecure = pageIsSecure(),
): string | null => {
  const file = quoted(fileName)
  switch (code) {
    case 'cancelled':
      return null
    case 'file-empty':
      return `${file} is empty (0 bytes). Export it from your editor again and drop the new file.`
    case 'file-unreadable':
      return `${file} could not be read. If it was moved, renamed or is still being written, drop it again.`
    case 'format-unknown':
      return `${file} is not an audio file that TrackMaster knows. Drop a WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A file.`
    case 'format-unsupported':
      return `${file} is in a format that cannot be opened here${inBrackets(detail)}. Convert it to 16- or 24-bit PCM WAV, or to FLAC, and drop that.`
    case 'codec-missing':
      if (!isSecure)
        return `This page is not served over https, so the browser lends no decoder for ${file}${inBrackets(detail)}. Convert it to WAV or FLAC, or open TrackMaster over https or on localhost.`
      return `This browser has no decoder for ${file}${inBrackets(detail)}. Convert it to WAV or FLAC, or open it in another browser.`
    case 'codec-timeout':
      return `The decoder gave no answer for ${file}. Drop it again; if that fails, convert it to WAV or FLAC.`
    case 'header-truncated':
      return `${file} ends in the middle of its header. Copy or export it again and drop the whole file.`
    case 'structure-damaged':
      return `The parts of ${file} do not add up: a program has written their sizes wrongly. Export it from your editor again and drop the new file.`
    case 'no-audio':
      return `${file} contains no audio. Check the export range in your editor and drop the new file.`
    case 'too-many-channels':
      return `${file} has ${channelCount(detail)}; TrackMaster masters mono and stereo. Choose a downmix or two of its channels.`
    case 'sample-rate-unsupported':
      return `${file} has a sample rate that is not supported${inBrackets(detail)}. Convert it to between 8 and 384 kHz and drop that.`
    case 'out-of-memory':
      return `There is not enough memory for ${file}. Close other tracks or tabs, or split the file, and try again.`
    case 'track-too-long':
      return `${file} is too long to be held here: at most about ${detail} minutes of such audio, for this window may not keep audio on the disk. Open it in an ordinary window (not a private one) of a current browser, or split the file.`
    case 'track-gone':
      return `The audio of ${file} is no longer held. Drop the file again.`
    case 'worker-lost':
      return `The audio engine stopped while working on ${file}. Drop the file again; if it stops again, convert it to WAV first.`
    case 'simd-missing':
      return `This browser lacks WebAssembly SIMD, so ${file} cannot be processed. Update the browser or use a current one.`
    case 'export-mismatch':
      return `The file written for ${file} did not match the master when it was read back${inBrackets(detail)}, so it was not saved. Press Download again.`
    case 'codec-too-coarse':
      return `Next to nothing of ${file} is left at this quality: the codec leaves out what is so high. Choose a higher quality or a lossless format.`
    case 'encoder-failed':
      return `This system’s own encoder gave up on the master of ${file}${inBrackets(detail)}. Choose the built-in encoder and export again.`
    case 'file-too-long':
      return `The master of ${file} is longer than the format can hold${inBrackets(detail)}. Choose WAV or FLAC, fewer bits, or a lower sample rate.`
    case 'storage-full':
      return `The browser's storage is full, so ${file} could not be kept. Free some space and try again.`
    case 'internal':
      return `Something went wrong inside TrackMaster while working on ${file}${inBrackets(detail)}. Try again; if it repeats, reload the page.`
    default:
      return unreachable(code)
  }
}

/** What opening had to mend, as a note. */
export const remarkSentence = (remark: DecodeRemark, facts: TrackFacts): string => {
  const file = quoted(facts.name)
  switch (remark.kind) {
    case 'truncated':
      if (remark.missingFrames === null)
        return `${file} breaks off at ${clock(facts.lengthFrames / facts.sampleRate)}: it ends in the middle of a block, and does not say how much is missing. What is there was opened; copy the file again if you need the rest.`
      return `${file} ends early: ${seconds(remark.missingFrames / facts.sampleRate)} that its header promises are missing. What is there was opened; copy the file again if you need the rest.`
    case 'far-too-loud':
      return `${file} is far louder than music can be: its peak is at +${remark.peakDbfs.toFixed(1)} dBFS, so its scale is wrong. It is muted and not mastered. Scale it to 0 dBFS?`
    case 'folded':
      return foldedSentence(file, remark)
    case 'damaged':
      return `${file} is damaged ${remark.spots === 1 ? 'at' : `in ${remark.spots} places, the first at`} ${clock(remark.atFrame / facts.sampleRate)}: ${seconds(remark.frames / facts.sampleRate)} could not be read and ${remark.spots === 1 ? 'is' : 'are'} silent. The rest was opened; copy the file again if you need it whole.`
    case 'left-out':
      return remark.reason === 'other-rate'
        ? `${file} goes on with a part of another sample rate: ${seconds(remark.frames / facts.sampleRate)} were not opened. Convert the whole file to one rate if you need them.`
        : `${file} holds more than its header counts: ${seconds(remark.frames / facts.sampleRate)} lie behind the end and were not opened. Export it again if they belong to it.`
    case 'first-of-tracks':
      return `${file} has ${remark.count} audio tracks; the first was opened. Export another one as a file of its own to master it.`
    case 'not-finite':
      return `${file} held ${remark.count} ${remark.count === 1 ? 'sample that is not a number; it was' : 'samples that are not numbers; they were'} replaced by silence. Check the plug-in that made them.`
    default:
      return unreachable(remark)
  }
}

const foldedSentence = (
  file: string,
  { channels, choice, gain }: Extract<DecodeRemark, { readonly kind: 'folded' }>,
): string => {
  if (choice.kind === 'pair')
    return `Channels ${choice.left + 1} and ${choice.right + 1} of the ${channels} of ${file} were opened; the others are not heard.`
  const lowered =
    gain < 1 ? `, all ${amplitudeToDb(1 / gain).toFixed(1)} dB lower so that nothing clips` : ''
  return `${file} has ${channels} channels and was mixed down to stereo by ITU-R BS.775: centre and surrounds at −3 dB, no LFE${lowered}.`
}

/** The question that a file of more than two channels asks; `detail` is its refusal's. */
export const channelsQuestion = (name: string, { count, isPlaced }: ManyChannels): string =>
  `${quoted(name)} has ${count} channels; TrackMaster masters mono and stereo. ${
    isPlaced
      ? 'Mix it down to stereo, or open two of its channels?'
      : 'It does not say where they belong, so they cannot be mixed down. Which two of them shall be opened?'
  }`

/** Files from "open with" or the share sheet that did not reach the page. */
export const missingFilesSentence = (count: number): string =>
  `${count === 1 ? 'A file' : `${count} files`} could not be handed over: moved meanwhile, or this browser has no room left. Nothing is lost there: make room under Storage…, and drop ${count === 1 ? 'it' : 'them'} here.`

/** A dropped folder without audio. */
export const emptyFolderSentence = (name: string): string =>
  `The folder ${quoted(name)} holds no audio files. Drop the files themselves, or a folder that holds some.`

/** Said once after a lost worker was replaced. */
export const REVIVED =
  'The audio engine stopped and was started again. Your files are being opened once more; every setting is kept.'

/** Said where AudioWorklet is missing. */
export const FILE_LISTENING =
  'Switching is less exact here: this page is not served over https, so the browser offers no AudioWorklet and you hear rendered files instead. Use https or localhost for seamless switching.'

/** Said where the browser opens no audio output, or none that runs. */
export const NO_AUDIO_OUTPUT =
  'The browser could not start an audio output, so nothing is heard. Connect loudspeakers or headphones, or end other programs that hold them, and press Play again. Mastering and export work meanwhile.'

/** Said where the audio output went away while it played, and another one was opened. */
export const AUDIO_OUTPUT_CHANGED =
  'The audio output went away for a moment (a device was changed, or the computer slept): playing goes on at the same place.'

/** Said once where nothing can be stored and there is something to lose. */
export const STORAGE_ABSENT =
  'This browser keeps nothing for this page (a private window, or storage switched off). Work goes on; export before you close or reload.'

/** A track whose settings are stored, but not its audio. */
export const audioNotSavedSentence = (name: string): string =>
  `The audio of ${quoted(name)} could not be kept in this browser; its settings are. After a reload, drop the file again to go on.`

/** Stored tracks whose audio is not stored. */
export const dropAgainSentence = (names: readonly string[]): string =>
  `The audio of ${names.map(quoted).join(', ')} was not kept. Drop ${names.length === 1 ? 'the file' : 'the files'} again to go on where you were.`

/** Stored records that were damaged. */
export const droppedSentence = (count: number): string =>
  `${count === 1 ? 'One stored track was' : `${count} stored tracks were`} damaged and could not be read; the rest is as it was. Open the original ${count === 1 ? 'file' : 'files'} again.`

const inBrackets = (detail: string | undefined): string => (detail ? ` (${detail})` : '')

const channelCount = (detail: string | undefined): string => {
  const { count } = manyChannels(detail)
  return count > 0 ? `${count} channels` : 'more than two channels'
}

const seconds = (value: number): string =>
  value < 1 ? `${Math.max(1, Math.round(value * 1000))} ms` : `${value.toFixed(1)} s`

/** "1:02.5" */
const clock = (value: number): string => {
  const minutes = Math.floor(value / 60)
  return `${minutes}:${(value - minutes * 60).toFixed(1).padStart(4, '0')}`
}
