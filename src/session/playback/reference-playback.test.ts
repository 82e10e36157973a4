import { describe, expect, it } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { ok } from '../../core/outcome'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { fakePlayer } from '../testing/fake-player'
import { createJobRunner } from '../tracks/job-runner'
import { createPlayback } from './create-playback'
import { createReferenceAudio } from './reference-audio'
import { createRenderedMasters } from './rendered-masters'

const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const decibels = (gain: number | undefined): number => 20 * Math.log10(gain ?? 0)

/** A track of −20 LUFS mastered to −14, and a reference of −9 with its file. */
const setUp = () => {
  const main = fakePlayer()
  const other = fakePlayer()
  const closed: string[] = []
  const engine = fakeEngine({
    open: async (_track, file) => ok({ facts: factsOf(file.name), peaks: NO_PEAKS }),
    close: (track) => void closed.push(track),
  })
  const studio = createStudio()
  const audio = createReferenceAudio(studio, engine, createJobRunner(studio))
  const rendered = createRenderedMasters(studio)
  const playback = createPlayback(studio, engine, main.player, rendered, () => other.player, audio)
  studio.addTrack(newTrack('a', 'a.wav'))
  studio.patchTrack('a', { facts: factsOf('a.wav'), analysis: analysisOf(-20) })
  const wanted = recipe(-14)
  studio.startRecipe('a', wanted)
  studio.patchTrack('a', { master: { ...masterOf(wanted), madeFrom: wanted } })
  const fingerprint = { integratedLufs: -9 } as Fingerprint
  studio.setState({ references: [{ id: 'r', name: 'r.wav', fingerprint }] })
  audio.remember('r', { kind: 'file', file: new File(['audio'], 'r.wav') })
  return { main: main.told, other: other.told, studio, playback, audio, closed }
}

describe('the reference as a thing to listen to', () => {
  it('plays on in the place of the track, each at a position of its own', async () => {
    const { main, other, studio, playback } = setUp()
    playback.togglePlay()
    playback.seek(3)
    playback.listenTo('reference')
    await turns()
    expect(other.track).toMatchObject({ id: 'r', lengthFrames: 480_000 })
    expect(studio.getState().playing).toBe(true)
    expect(studio.getState().heardReferenceSeconds).toBe(10)
    playback.seek(7)
    expect([main.positionSeconds, other.positionSeconds]).toEqual([3, 7])
    expect([playback.trackSeconds(), playback.positionSeconds()]).toEqual([3, 7])
    playback.listenTo('master')
    expect(playback.positionSeconds()).toBe(3)
    expect(studio.getState().playing).toBe(true)
    expect(studio.getState().heardReferenceSeconds).toBeNull()
  })

  it('is as loud as the others, all at the quietest, and itself when matching is off', async () => {
    const { main, other, studio, playback } = setUp()
    playback.listenTo('reference')
    await turns()
    expect(decibels(other.mix?.originalGain)).toBeCloseTo(-11, 9)
    expect(decibels(main.mix?.masterGain)).toBeCloseTo(-6, 9)
    studio.setState({ matchLoudness: false })
    expect(other.mix?.originalGain).toBe(1)
  })

  it('has a loop of its own', async () => {
    const { main, other, studio, playback } = setUp()
    playback.listenTo('reference')
    await turns()
    playback.setLoopRegion('r', { startSeconds: 2, endSeconds: 4 })
    expect(other.loop).toEqual({ startSeconds: 2, endSeconds: 4 })
    expect(main.loop).toEqual({ startSeconds: 0, endSeconds: 10 })
    studio.setState({ loop: false })
    expect(other.loop).toBeNull()
  })

  it('is heard in a blind test where it was, round and round, and left again after it', async () => {
    const { main, other, studio, playback } = setUp()
    studio.setState({ loop: false, output: 'mono' })
    playback.togglePlay()
    const sound = { signal: 'original', recipe: null, originalGain: 1, masterGain: 1 } as const
    playback.audition({ ...sound, referenceGain: 0.5 })
    await turns()
    expect(other).toMatchObject({ loop: { startSeconds: 0, endSeconds: 10 }, output: 'stereo' })
    expect(other.mix?.originalGain).toBe(0.5)
    playback.seek(7)
    expect([main.positionSeconds, other.positionSeconds]).toEqual([0, 7])
    playback.audition({ ...sound, referenceGain: null })
    expect(playback.positionSeconds()).toBe(0)
    playback.audition(null)
    expect(studio.getState()).toMatchObject({ listenTo: 'master', heardReferenceSeconds: null })
  })

  it('gives way to the master when it is taken off the shelf, and its audio is let go', async () => {
    const { studio, playback, audio, closed } = setUp()
    playback.listenTo('reference')
    await turns()
    audio.release('r')
    studio.setState({ references: [] })
    expect(studio.getState().listenTo).toBe('master')
    expect(closed).toContain('r')
  })
})
