import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import { Listeners } from '../../monitor/page/listeners'
import type { Player } from '../../monitor/page/player'
import { selectedRecipe, selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { LoopRegion, StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import { AUDIO_OUTPUT_CHANGED, FILE_LISTENING, NO_AUDIO_OUTPUT } from '../../words/sentences'
import { type Audition, auditionState } from './audition'
import type { GuestSound } from './guest-sound'
import { heardLevels } from './heard-levels'
import { type LiveRecipe, liveRecipe } from './live-recipe'
import { loopRound } from './loop-round'
import type { Playback } from './playback'
import type { ReferenceAudio } from './reference-audio'
import { createReferencePlayback } from './reference-playback'
import type { RenderedMasters } from './rendered-masters'
import { heardOf, soloOf } from './solo-move'
import { createSolvedRecipes } from './solved-recipes'

/** What is queued for the next moments plays on, whatever a loop says. */
const TURN_SECONDS = 0.05

/** What the sound follows. */
const FOLLOWED: readonly (keyof StudioState)[] = [
  'tracks',
  'recipes',
  'selectedId',
  'listenTo',
  'matchLoudness',
  'output',
  'playAs',
  'soloId',
  'soloMoveId',
  'loop',
  'loopRegions',
  'references',
  'audibleReferences',
  'heardReferenceSeconds',
]

/** What a loop repeats: the stretch that was chosen, else the whole track; null while there is none. */
const regionOf = (state: StudioState): LoopRegion | null => {
  const track = selectedTrack(state)
  if (!track?.facts) return null
  const durationSeconds = track.facts.lengthFrames / track.facts.sampleRate
  return state.loopRegions[track.id] ?? { startSeconds: 0, endSeconds: durationSeconds }
}

/** Keeps the player on the selected track and its wanted recipe, at the gains that the page shows. */
export const createPlayback = (
  studio: Studio,
  engine: Engine,
  player: Player,
  rendered: RenderedMasters,
  newReferencePlayer: () => Player,
  audio: ReferenceAudio,
): Playback => {
  const reference = createReferencePlayback(studio, player, newReferencePlayer, audio)
  let loaded: string | null = null
  /** A track that was opened again has new facts; a player of files needs every new master. */
  let loadedFrom: readonly unknown[] = []
  let auditioned: Audition | null = null
  let previewed: LiveRecipe | null = null
  let guest: GuestSound | null = null
  const guestMoves = new Listeners<[]>()

  const load = (track: TrackState | undefined): void => {
    // What waits for an answer is muted.
    const facts = track?.halted === 'too-loud' ? null : track?.facts
    const key = track && facts ? track.id : null
    const from = [facts, player.kind === 'file' ? track?.master : null]
    if (key === loaded && from.every((part, index) => part === loadedFrom[index])) return
    loaded = key
    loadedFrom = from
    const facing = track &&
      facts && {
        id: track.id,
        sampleRate: facts.sampleRate,
        channelCount: facts.channelCount,
        lengthFrames: facts.lengthFrames,
        hasMaster: track.master !== null,
      }
    // A missing audio output is told to whoever presses Play.
    player.load(facing ?? null).catch(() => {})
  }

  const solved = createSolvedRecipes(engine, () => follow(studio.getState()))

  /** Rendered, else solved, else estimated until one of these is known. */
  const liveOf = (track: TrackState, wanted: Recipe): LiveRecipe | null =>
    rendered.of(wanted) ?? solved.of(track, wanted) ?? liveRecipe(track, wanted)

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    const wanted = selectedRecipe(state)
    const live = previewed ?? (track && wanted && liveOf(track, wanted)) ?? null
    player.setRecipe(auditioned ? auditioned.recipe : heardOf(state, live))
    load(track)
    player.setSolo(auditioned ? null : state.soloId)
    player.setOutput(auditioned ? 'stereo' : state.output)
    const levels = heardLevels(state, track, live, previewed !== null)
    // A blind test is heard as it is.
    player.setRoom(auditioned ? null : levels.room)
    // While the reference is heard, the master waits.
    const signal = state.listenTo === 'reference' ? 'master' : state.listenTo
    player.listenTo(auditioned ?? { signal: live ? signal : 'original', ...levels.gains })
    reference.follow(
      auditioned ? auditionState(state, auditioned) : state,
      auditioned?.referenceGain ?? levels.referenceGain,
      auditioned ? null : levels.referenceRoom,
    )
    // A blind test goes round, so that no end of the track interrupts it.
    player.setLoop(state.loop || auditioned ? regionOf(state) : null)
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (FOLLOWED.some((key) => state[key] !== before[key])) follow(state)
    if (state.selectedId !== before.selectedId || state.listenTo !== before.listenTo) guest?.stop()
  })
  const stopHearing = player.onStateChange(({ playing, underruns }) =>
    studio.setState(
      reference.active() === player && !guest ? { playing, underruns } : { underruns },
    ),
  )

  const stopInterruptions = player.onInterruption((what) => {
    if (what === 'recovered') studio.notify('note', AUDIO_OUTPUT_CHANGED)
    else studio.notify('error', NO_AUDIO_OUTPUT)
  })

  /** A loop whose end is past, or too near to be met, would never be heard: it is, from its start. */
  const enterLoop = (region: LoopRegion | null, seconds: number): void => {
    if (region && seconds >= region.endSeconds - TURN_SECONDS)
      reference.active().seek(region.startSeconds)
  }

  return {
    isLive: player.kind === 'worklet',
    togglePlay() {
      if (guest) return guest.toggle()
      const state = studio.getState()
      const heard = reference.active()
      if (state.playing) heard.pause()
      else if (loaded !== null) {
        if (state.loop && heard === player) enterLoop(regionOf(state), player.positionSeconds())
        if (player.kind === 'file') studio.notify('note', FILE_LISTENING)
        heard.play().catch(() => studio.notify('error', NO_AUDIO_OUTPUT))
      }
    },
    seek: (seconds) => (guest ?? reference.active()).seek(seconds),
    positionSeconds: () => (guest ?? reference.active()).positionSeconds(),
    seekTrack: (seconds) => player.seek(seconds),
    trackSeconds: () => player.positionSeconds(),
    onMove(listener) {
      const stops = [reference.onMove(listener), guestMoves.add(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    meters: {
      current: () => reference.active().meters.current(),
      get sampleRate() {
        return reference.active().meters.sampleRate
      },
    },
    // Whoever asks for a signal wants to hear all of it.
    listenTo: (listenTo) => studio.setState({ listenTo, soloId: null, soloMoveId: null }),
    setMatchLoudness: (matchLoudness) => studio.setState({ matchLoudness }),
    setLoop: (loop) => studio.setState({ loop }),
    setLoopRegion(track, region) {
      const { [track]: _old, ...others } = studio.getState().loopRegions
      if (region) {
        const seconds = reference.active().positionSeconds()
        studio.setState({ loop: true, loopRegions: { ...others, [track]: region } })
        if (studio.getState().playing) enterLoop(region, seconds)
      } else studio.setState({ loopRegions: others })
    },
    goTo(track, place) {
      const facts = studio.trackOf(track)?.facts
      if (!facts) return
      const region = loopRound(place, facts.lengthFrames / facts.sampleRate)
      const { loopRegions } = studio.getState()
      const { listenTo } = studio.getState()
      studio.setState({
        loop: true,
        loopRegions: { ...loopRegions, [track]: region },
        listenTo: listenTo === 'reference' ? 'original' : listenTo,
      })
      player.seek(place.startSeconds)
    },
    setOutput: (output) => studio.setState({ output }),
    setSolo: (soloId) => studio.setState({ soloId, soloMoveId: null }),
    setSoloMove: (moveId) => studio.setState(soloOf(studio.getState(), moveId)),
    setPlayAs: (playAs) => studio.setState({ playAs }),
    preview(next) {
      previewed = next
      if (next && studio.getState().listenTo === 'original') studio.setState({ listenTo: 'master' })
      follow(studio.getState())
    },
    lend(sound) {
      if (sound) {
        reference.active().pause()
        const { listenTo } = studio.getState()
        studio.setState({
          playing: false,
          listenTo: listenTo === 'reference' ? 'master' : listenTo,
        })
      }
      guest = sound
      guestMoves.tell()
      return () => guestMoves.tell()
    },
    audition(next) {
      auditioned = next
      follow(studio.getState())
    },
    dispose() {
      stopFollowing()
      solved.dispose()
      stopHearing()
      stopInterruptions()
      reference.dispose()
      player.dispose()
    },
  }
}
