import { describe, expect, it, vi } from 'vitest'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { FILE_LISTENING, NO_AUDIO_OUTPUT } from '../../words/sentences'
import { analysisOf, factsOf, masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { fakePlayer } from '../testing/fake-player'
import { createJobRunner } from '../tracks/job-runner'
import { createPlayback } from './create-playback'
import { createReferenceAudio } from './reference-audio'
import { createRenderedMasters } from './rendered-masters'

/** One open track of −20 LUFS whose recipe wants −14, and not rendered yet. */
const setUp = (...[kind, canPlay]: Parameters<typeof fakePlayer>) => {
  const { player, told } = fakePlayer(kind, canPlay)
  const studio = createStudio()
  const playback = createPlayback(
    studio,
    fakeEngine({}),
    player,
    createRenderedMasters(studio),
    () => fakePlayer(kind, canPlay).player,
    createReferenceAudio(studio, fakeEngine({}), createJobRunner(studio)),
  )
  const open = (id: string): void => {
    studio.addTrack(newTrack(id, `${id}.wav`))
    studio.patchTrack(id, { facts: factsOf(`${id}.wav`), analysis: analysisOf(-20) })
    studio.startRecipe(id, recipe(-14))
  }
  const render = (id: string): void => {
    const madeFrom = studio.getState().recipes[id]?.present ?? recipe(-14)
    studio.patchTrack(id, { master: { ...masterOf(madeFrom), madeFrom } })
  }
  open('a')
  return { studio, playback, told, open, render }
}

const decibels = (gain: number | undefined): number => 20 * Math.log10(gain ?? 0)

describe('playback', () => {
  it('plays the selected track, and loads it once however often the page changes', () => {
    const { studio, told, open } = setUp()
    expect(told.track).toMatchObject({ id: 'a', sampleRate: 48_000, lengthFrames: 480_000 })
    const { loads } = told
    studio.setState({ matchLoudness: false, output: 'mono' })
    expect(told.loads).toBe(loads)
    open('b')
    studio.setState({ selectedId: 'b' })
    expect(told.track?.id).toBe('b')
    studio.removeTrack('b')
    expect(told.track?.id).toBe('a')
    studio.removeTrack('a')
    expect(told.track).toBeNull()
  })

  it('mutes a track that waits for an answer', () => {
    const { studio, told } = setUp()
    studio.patchTrack('a', { halted: 'too-loud' })
    expect(told.track).toBeNull()
    studio.patchTrack('a', { halted: null })
    expect(told.track?.id).toBe('a')
  })

  it('brings both signals to the quieter loudness, and leaves them alone unmatched', () => {
    const { studio, told, render } = setUp()
    render('a')
    expect(told.mix?.originalGain).toBe(1)
    expect(decibels(told.mix?.masterGain)).toBeCloseTo(-6, 9)
    studio.setState({ matchLoudness: false })
    expect(told.mix).toEqual({ signal: 'master', originalGain: 1, masterGain: 1 })
  })

  it('goes back to a rendered recipe with the landing of its own render', () => {
    const { studio, told, render } = setUp()
    const landed = { ...recipe(-14), landing: { ...recipe(-14).landing, driveDb: 7.25 } }
    const madeFrom = studio.getState().recipes.a?.present
    if (!madeFrom) throw new Error('no recipe')
    studio.patchTrack('a', { master: { ...masterOf(landed), recipe: landed, madeFrom } })
    studio.editRecipe('a', recipe(-9), 'target')
    render('a')
    expect(told.recipe?.targetLufs).toBe(-9)
    studio.undoRecipe('a')
    expect(told.recipe).toBe(landed)
  })

  it('plays the original while a track has no analysis to estimate a master from', () => {
    const { studio, told } = setUp()
    studio.patchTrack('a', { analysis: null })
    expect(told.mix?.signal).toBe('original')
    expect(told.recipe).toBeNull()
  })

  it('lets a solo go when another signal is asked for', () => {
    const { playback, told } = setUp()
    playback.setSolo('equaliser')
    expect(told.soloId).toBe('equaliser')
    playback.listenTo('original')
    expect(told.soloId).toBeNull()
    expect(told.mix?.signal).toBe('original')
  })

  it('auditions in stereo, without solo, round and round, and then plays what the page shows', () => {
    const { playback, told } = setUp()
    playback.setOutput('side')
    playback.setSolo('equaliser')
    const auditioned = recipe(-9)
    const sound = { signal: 'master', originalGain: 0.5, masterGain: 0.25 } as const
    playback.audition({ ...sound, referenceGain: null, recipe: auditioned })
    expect(told).toMatchObject({ recipe: auditioned, output: 'stereo', soloId: null })
    expect(told.mix).toMatchObject({ originalGain: 0.5, masterGain: 0.25 })
    expect(told.loop).toEqual({ startSeconds: 0, endSeconds: 10 })
    playback.audition(null)
    expect(told).toMatchObject({ output: 'side', soloId: 'equaliser', loop: null })
    expect(told.recipe).not.toBe(auditioned)
  })

  it('plays a target that is looked for at equal loudness, then what the page shows again', () => {
    const { studio, playback, told } = setUp()
    playback.setMatchLoudness(false)
    playback.listenTo('original')
    const sought = recipe(-8)
    playback.preview({ recipe: sought, integratedLufs: -8 })
    expect(told.recipe).toBe(sought)
    expect(studio.getState().listenTo).toBe('master')
    expect(told.mix?.masterGain).toBeCloseTo(10 ** (-12 / 20), 12)
    playback.preview(null)
    expect(told.recipe).not.toBe(sought)
    expect(told.mix?.masterGain).toBe(1)
  })

  it('plays from the start of a loop whose end is past, and leaves a position before it alone', () => {
    const { playback, told } = setUp()
    playback.setLoopRegion('a', { startSeconds: 2, endSeconds: 4 })
    playback.seek(6)
    playback.togglePlay()
    expect(told.positionSeconds).toBe(2)
    playback.togglePlay()
    playback.seek(1)
    playback.togglePlay()
    expect(told.positionSeconds).toBe(1)
  })

  it('loops the whole track again once its stretch is taken away', () => {
    const { studio, playback, told } = setUp()
    playback.setLoopRegion('a', { startSeconds: 2, endSeconds: 4 })
    expect(studio.getState().loop).toBe(true)
    expect(told.loop).toEqual({ startSeconds: 2, endSeconds: 4 })
    playback.setLoopRegion('a', null)
    expect(told.loop).toEqual({ startSeconds: 0, endSeconds: 10 })
    playback.setLoop(false)
    expect(told.loop).toBeNull()
  })

  it('says that no audio output was found, and what rendered files cannot do', async () => {
    const { studio, playback } = setUp('file', false)
    playback.togglePlay()
    const sentences = () => studio.getState().messages.map(({ sentence }) => sentence)
    await vi.waitFor(() => expect(sentences()).toEqual([FILE_LISTENING, NO_AUDIO_OUTPUT]))
    expect(studio.getState().playing).toBe(false)
  })

  it('follows nothing once it is disposed of', () => {
    const { studio, playback, told, open } = setUp()
    playback.dispose()
    open('b')
    studio.setState({ selectedId: 'b' })
    expect(told.track?.id).toBe('a')
  })
})
