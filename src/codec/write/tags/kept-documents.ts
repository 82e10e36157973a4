import type { Tags } from '../../../core/tags'
import { fromUtf8, utf8 } from '../utf8'
import type { BroadcastShape } from './broadcast-chunk'

/** What mastering makes false and what `bext` says anew. */
const FALSE_ELEMENTS = /<(LOUDNESS|BEXT)(\s*\/>|>[\s\S]*?<\/\1>)\s*/g

/**
 * A source's iXML document (iXML specification 2.10) byte for byte, but for what is no longer true: loudness and the copy of `bext` go,
 * rate, depth and time stamp become this file's.
 */
export const mendedIxml = (
  bytes: Uint8Array,
  { broadcast }: Tags,
  { sampleRate, depth }: BroadcastShape,
): Uint8Array => {
  const text = fromUtf8(bytes)
  const frames = Math.round(broadcast?.timeReferenceFrames ?? 0)
  const values: Readonly<Record<string, number>> = {
    FILE_SAMPLE_RATE: sampleRate,
    DIGITIZER_SAMPLE_RATE: sampleRate,
    TIMESTAMP_SAMPLE_RATE: sampleRate,
    AUDIO_BIT_DEPTH: Number(depth.replace('f', '')),
    ...(broadcast && {
      TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI: Math.floor(frames / 2 ** 32),
      TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO: frames % 2 ** 32,
    }),
  }
  const mended = Object.entries(values).reduce(
    (document, [name, value]) =>
      document.replace(new RegExp(`(<${name}>)[^<]*(</${name}>)`, 'g'), `$1${value}$2`),
    text.replace(FALSE_ELEMENTS, ''),
  )
  return mended === text ? bytes : utf8(mended)
}

/** A source's axml document, with another recording code where it has one and `isrc` is given. */
export const mendedAxml = (bytes: Uint8Array, isrc: string | undefined): Uint8Array => {
  if (!isrc) return bytes
  const text = fromUtf8(bytes)
  const mended = text.replace(/(>\s*ISRC:)[^<]*/g, `$1${escaped(isrc)}`)
  return mended === text ? bytes : utf8(mended)
}

const LINK = 'http://www.ebu.ch/metadata/cs/ebu_IdentifierTypeCodeCS.xml#3.7'

/** The recording code in an axml document of its own (EBU Tech 3352). */
export const isrcDocument = (isrc: string): Uint8Array =>
  utf8(`<?xml version="1.0" encoding="UTF-8"?>
<ebucore:ebuCoreMain xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ebucore="urn:ebu:metadata-schema:ebuCore_2012">
<ebucore:coreMetadata>
<ebucore:identifier typeLabel="GUID" typeDefinition="Globally Unique Identifier" formatLabel="ISRC" formatDefinition="International Standard Recording Code" formatLink="${LINK}">
<dc:identifier>ISRC:${escaped(isrc)}</dc:identifier>
</ebucore:identifier>
</ebucore:coreMetadata>
</ebucore:ebuCoreMain>
`)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter)
