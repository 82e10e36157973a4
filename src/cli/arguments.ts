import { parseArgs } from 'node:util'
import { CEILING_DBTP_SPEC, INTENSITY_PERCENT_SPEC, TARGET_LUFS_SPEC } from '../chain/target-specs'
import type { ChannelChoice } from '../core/channel-choice'
import type { TextTags } from '../core/tags'
import { type FormatId, formatOf } from '../delivery/formats/registry'
import { DELIVERY_RATE_HZ } from '../delivery/settings'
import { CUSTOM_ID, DESTINATIONS, destinationOf } from '../mastering/proposal/destinations'
import { STYLES } from '../mastering/proposal/styles'
import { formatFor, ids, oneOf, tagsOf, within } from './argument-values'

export const OPTIONS = {
  destination: { type: 'string', short: 'p' },
  target: { type: 'string', short: 't' },
  ceiling: { type: 'string' },
  style: { type: 'string' },
  intensity: { type: 'string' },
  recipe: { type: 'string' },
  reference: { type: 'string', multiple: true },
  downmix: { type: 'boolean' },
  channels: { type: 'string' },
  format: { type: 'string', short: 'F' },
  bits: { type: 'string', short: 'b' },
  quality: { type: 'string' },
  'hold-ceiling': { type: 'boolean' },
  tag: { type: 'string', multiple: true },
  'replay-gain': { type: 'boolean' },
  rate: { type: 'string', short: 'r' },
  dither: { type: 'string' },
  'dither-silence': { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  directory: { type: 'string', short: 'd' },
  force: { type: 'boolean', short: 'f' },
  analyse: { type: 'boolean' },
  report: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

/** What a command line asks for. */
export interface Request {
  readonly command: 'master' | 'analyse' | 'verify' | 'help' | 'version'
  readonly inputs: readonly string[]
  /** A destination or a target was named. */
  readonly hasOwnLoudness: boolean
  readonly destinationId: string
  /** null: the destination's. */
  readonly targetLufs: number | null
  readonly ceilingDbtp: number | null
  /** null: as for a track on the page. */
  readonly styleId: string | null
  readonly intensityPercent: number | null
  /** A file with a recipe in it. */
  readonly recipePath: string | null
  /** Files that the masters are to sound like. */
  readonly referencePaths: readonly string[]
  /** Of a file with more than two; null: it is refused. */
  readonly channels: ChannelChoice | null
  readonly format: FormatId
  readonly bits: (typeof BITS)[number]
  /** Of a lossy format; '' of a lossless one. */
  readonly quality: string
  readonly holdCeiling: boolean
  /** Over the source's own; '' takes one away. */
  readonly tags: TextTags
  readonly replayGain: boolean
  /** Hz; null: the source's. */
  readonly sampleRate: number | null
  readonly dither: boolean
  /** Whether digital silence gets dither as well. */
  readonly ditherSilence: boolean
  readonly outputPath: string | null
  readonly directory: string | null
  readonly overwrite: boolean
  readonly reportPath: string | null
  readonly json: boolean
  readonly quiet: boolean
}

export type ParsedArguments =
  | { readonly ok: true; readonly request: Request }
  /** A sentence for the person who typed it. */
  | { readonly ok: false; readonly problem: string }

const BITS = ['16', '24', '32f'] as const

/** What stands behind the program's name. */
export const parseArguments = (args: readonly string[]): ParsedArguments => {
  try {
    const { values, positionals } = parseArgs({
      args: joinedNumbers(args),
      options: OPTIONS,
      allowPositionals: true,
    })
    return { ok: true, request: requestOf(values, positionals) }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** `-t -14` means what `--target=-14` means: a number may begin with a minus. */
const joinedNumbers = (args: readonly string[]): string[] => {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    const option = before === undefined ? undefined : longName(before)
    if (option !== undefined && /^-\d/.test(arg)) joined[joined.length - 1] = `--${option}=${arg}`
    else joined.push(arg)
  }
  return joined
}

/** The long name of an option that takes a value and was written without one. */
const longName = (arg: string): string | undefined =>
  Object.entries(OPTIONS).find(([name, option]) => {
    const short = 'short' in option ? `-${option.short}` : undefined
    return option.type === 'string' && (arg === `--${name}` || arg === short)
  })?.[0]

const requestOf = (values: Values, positionals: readonly string[]): Request => {
  const verify = positionals[0] === 'verify'
  const inputs = verify ? positionals.slice(1) : positionals
  const command = commandOf(values, verify)
  if (inputs.length === 0 && command !== 'help' && command !== 'version')
    throw new Error('No file was named. `--help` says how.')
  if (values.output !== undefined && values.directory !== undefined)
    throw new Error('Either --output or --directory, not both.')
  if (values.recipe !== undefined && values.reference !== undefined)
    throw new Error('Either --recipe or --reference, not both.')
  const targetLufs = within('target', values.target, TARGET_LUFS_SPEC)
  const ceilingDbtp = within('ceiling', values.ceiling, CEILING_DBTP_SPEC)
  const own = targetLufs !== null || ceilingDbtp !== null
  const format = formatFor(values.format, values.output)
  const { ratesHz, qualities: offered } = formatOf(format)
  const qualities = offered.map(({ value }) => value)
  const sampleRate = within('rate', values.rate, DELIVERY_RATE_HZ)
  if (sampleRate !== null && ratesHz && !ratesHz.includes(sampleRate))
    throw new Error(`${formatOf(format).label} holds ${ratesHz.join(', ')} Hz, not ${sampleRate}.`)
  if (values.quality !== undefined && qualities.length === 0)
    throw new Error(`--quality is of lossy formats; ${formatOf(format).label} loses nothing.`)
  return {
    command,
    inputs,
    hasOwnLoudness: values.destination !== undefined || targetLufs !== null,
    destinationId: destinationId(values.destination, own),
    targetLufs,
    ceilingDbtp,
    styleId: values.style === undefined ? null : oneOf('style', values.style, ids(STYLES)),
    intensityPercent: within('intensity', values.intensity, INTENSITY_PERCENT_SPEC),
    recipePath: values.recipe ?? null,
    channels: channelChoice(values.downmix, values.channels),
    referencePaths: values.reference ?? [],
    format,
    quality:
      values.quality === undefined
        ? (qualities[0] ?? '')
        : oneOf('quality', values.quality, qualities),
    holdCeiling: values['hold-ceiling'] ?? false,
    tags: tagsOf(values.tag ?? []),
    replayGain: values['replay-gain'] ?? false,
    bits: oneOf('bits', values.bits ?? '24', BITS),
    sampleRate,
    dither: oneOf('dither', values.dither ?? 'tpdf', ['tpdf', 'none'] as const) === 'tpdf',
    ditherSilence: values['dither-silence'] ?? false,
    outputPath: values.output ?? null,
    directory: values.directory ?? null,
    overwrite: values.force ?? false,
    reportPath: values.report ?? null,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  }
}

/** A downmix, or two channels by their numbers. */
const channelChoice = (downmix = false, pair?: string): ChannelChoice | null => {
  if (pair === undefined) return downmix ? { kind: 'downmix' } : null
  if (downmix) throw new Error('Either --downmix or --channels, not both.')
  const [left, right] = /^(\d+),(\d+)$/.exec(pair)?.slice(1).map(Number) ?? []
  if (!left || !right) throw new Error(`--channels takes two numbers, as in 1,2, not “${pair}”.`)
  return { kind: 'pair', left: left - 1, right: right - 1 }
}

const commandOf = (values: Values, verify: boolean): Request['command'] => {
  if (values.help) return 'help'
  if (values.version) return 'version'
  if (verify) return 'verify'
  return values.analyse ? 'analyse' : 'master'
}

/** Numbers of one's own make the destination "custom". */
const destinationId = (named: string | undefined, own: boolean): string => {
  if (named === undefined) return own ? CUSTOM_ID : DESTINATIONS[0].id
  if (!destinationOf(named))
    throw new Error(`No destination “${named}”. There are: ${ids(DESTINATIONS).join(', ')}.`)
  return named
}
