import { cpuUsage } from 'node:process'
import type { ChainModule } from '../src/chain/descriptor'
import { MODULES } from '../src/chain/registry'
import { type Bench, chainOf, through } from '../src/chain/testing/run-module'
import { allTogether, drawn, type NamedValues, oneAtATime } from '../src/chain/testing/settings'
import { noise } from '../src/chain/testing/signals'
import { nodeKernels } from '../src/hosts/node/node-kernels'

/** What has to be built and run to be known of a module, at 48 kHz stereo. */
export interface ModuleFacts {
  readonly descriptor: ChainModule
  readonly latency: {
    readonly usualFrames: number
    /** Absent when no setting changes the latency. */
    readonly most?: { readonly frames: number; readonly setting: string }
  }
  /** Seconds of audio per second of CPU. */
  readonly cost: {
    /** Absent when the defaults are neutral: the chain then leaves the module out. */
    readonly usual?: number
    readonly heaviest: { readonly timesRealTime: number; readonly setting: string }
  }
}

const SAMPLE_RATE = 48_000
const RUNS = 5
/** White and full-scale, so that compressors and the limiter are at work. */
const AUDIO = noise(2, 3 * SAMPLE_RATE)

/** The registry in its order, measured. Takes some seconds. */
export const moduleFacts = (): readonly ModuleFacts[] => {
  const bench: Bench = { kernels: nodeKernels(), sampleRate: SAMPLE_RATE, channelCount: 2 }
  return MODULES.map((descriptor) => ({
    descriptor,
    latency: latencyOf(descriptor, bench),
    cost: costOf(descriptor, bench),
  }))
}

const latencyOf = (descriptor: ChainModule, bench: Bench): ModuleFacts['latency'] => {
  const frames = ({ values }: NamedValues): number => {
    const chain = chainOf(descriptor, values, bench)
    chain.dispose()
    return chain.latencyFrames
  }
  const [usual, ...others] = [...oneAtATime(descriptor), ...allTogether(descriptor)]
  const usualFrames = usual ? frames(usual) : 0
  const most = others
    .map((named) => ({ frames: frames(named), setting: named.name }))
    .reduce((a, b) => (b.frames > a.frames ? b : a), { frames: usualFrames, setting: '' })
  return { usualFrames, ...(most.frames > usualFrames && { most }) }
}

const costOf = (descriptor: ChainModule, bench: Bench): ModuleFacts['cost'] => {
  const speed = ({ values }: NamedValues): number => timesRealTime(descriptor, values, bench)
  const candidates = [...oneAtATime(descriptor).slice(0, 1), ...allTogether(descriptor)]
  const [defaults, ...others] = [...candidates, ...drawn(descriptor, 4)].filter(
    ({ values }, index) => index === 0 || !descriptor.isNeutral(values),
  )
  const usual = defaults && !descriptor.isNeutral(defaults.values) ? speed(defaults) : undefined
  const heaviest = others
    .map((named) => ({ timesRealTime: speed(named), setting: named.name }))
    .reduce((a, b) => (b.timesRealTime < a.timesRealTime ? b : a), {
      timesRealTime: usual ?? Number.POSITIVE_INFINITY,
      setting: 'the defaults',
    })
  return { ...(usual !== undefined && { usual }), heaviest }
}

/** Median of a few runs, in CPU time, so that other work on the machine matters little. */
const timesRealTime = (
  descriptor: ChainModule,
  values: NamedValues['values'],
  bench: Bench,
): number => {
  const chain = chainOf(descriptor, values, bench)
  through(chain, AUDIO)
  const seconds = Array.from({ length: RUNS }, () => {
    const before = cpuUsage()
    through(chain, AUDIO)
    const { user, system } = cpuUsage(before)
    return (user + system) / 1e6
  }).sort((a, b) => a - b)
  chain.dispose()
  return (AUDIO[0]?.length ?? 0) / SAMPLE_RATE / (seconds[RUNS >> 1] ?? 1)
}
