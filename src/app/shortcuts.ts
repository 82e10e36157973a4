import type { TrackId } from '../core/track'
import type { Session } from '../session/session'
import { heardReference, loopedId, selectedRecipe, selectedTrack } from '../store/select'
import type { Heard, StudioState } from '../store/studio-state'
import { VERSION_IDS } from '../store/versions'
import { loopFrom, loopTo } from './loop-edges'

/** Windows that a key opens. */
export type DialogName = 'export' | 'batch' | 'blind-test' | 'storage' | 'keys'

export interface ShortcutContext {
  readonly session: Session
  readonly state: StudioState
  readonly open: (dialog: DialogName) => void
}

/** One key of the page as data: what acts and what the sheet says come from the same line. */
export interface Shortcut {
  readonly keys: readonly string[]
  readonly says: string
  /** A letter, digit or sign alone: can be switched off, as they get in the way of some speech input. */
  readonly isLetter: boolean
  readonly matches: (event: KeyboardEvent) => boolean
  readonly act: (context: ShortcutContext) => void
}

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey

const letter = (key: string, says: string, act: Shortcut['act'], shift = false): Shortcut => ({
  keys: shift ? ['Shift', key.toUpperCase()] : [key.toUpperCase()],
  says,
  isLetter: true,
  matches: (event) =>
    isPlain(event) &&
    event.key.toLowerCase() === key &&
    // Signs such as "?" need Shift on some keyboards and not on others.
    (!/[a-z]/.test(key) || event.shiftKey === shift),
  act,
})

const SIGNALS: readonly Heard[] = ['original', 'master', 'difference', 'reference']

const durationOf = (state: StudioState): number => {
  const facts = selectedTrack(state)?.facts
  if (state.heardReferenceSeconds !== null) return state.heardReferenceSeconds
  return facts ? facts.lengthFrames / facts.sampleRate : 0
}

const regionOf = (state: StudioState) => state.loopRegions[loopedId(state) ?? '']

/** What needs a selected track; without one the key does nothing. */
const onSelected =
  (act: (context: ShortcutContext, track: TrackId) => void): Shortcut['act'] =>
  (context) => {
    const { selectedId } = context.state
    if (selectedId !== null) act(context, selectedId)
  }

/** What concerns whatever is repeated. */
const onLooped =
  (act: (context: ShortcutContext, id: string) => void): Shortcut['act'] =>
  (context) => {
    const id = loopedId(context.state)
    if (id !== null) act(context, id)
  }

const loopHere = (edge: typeof loopFrom): Shortcut['act'] =>
  onLooped(({ session, state }, track) => {
    const region = edge(session.playback.positionSeconds(), regionOf(state), durationOf(state))
    if (region) session.playback.setLoopRegion(track, region)
  })

const chooseNextApproach: Shortcut['act'] = onSelected(({ session }, track) =>
  session.recipe.chooseNext(track),
)

const soloOpenModule: Shortcut['act'] = ({ session, state }) => {
  const modules = selectedRecipe(state)?.modules ?? []
  const open = modules.find(({ id }) => id === state.openModuleId) ?? modules[0]
  if (state.soloId !== null) session.playback.setSolo(null)
  else if (open?.on) session.playback.setSolo(open.id)
}

const withCommand = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z'

/** Every key of the page, in the order of the sheet. The space bar is apart: focused controls take it first. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'Listening',
    shortcuts: [
      ...SIGNALS.map((signal, index) =>
        letter(String(index + 1), `Listen to the ${signal}`, ({ session, state }) => {
          if (signal !== 'reference' || heardReference(state)) session.playback.listenTo(signal)
        }),
      ),
      letter('g', 'Match loudness on or off', ({ session, state }) =>
        session.playback.setMatchLoudness(!state.matchLoudness),
      ),
      letter('m', 'Mono, or stereo again', ({ session, state }) =>
        session.playback.setOutput(state.output === 'mono' ? 'stereo' : 'mono'),
      ),
      letter('s', 'Side alone, or stereo again', ({ session, state }) =>
        session.playback.setOutput(state.output === 'side' ? 'stereo' : 'side'),
      ),
      letter('p', 'Proposal: open, balanced, dense', chooseNextApproach),
      letter('h', 'Hear only the open module, or all again', soloOpenModule),
    ],
  },
  {
    title: 'Loop',
    shortcuts: [
      letter('l', 'Loop on or off', ({ session, state }) => session.playback.setLoop(!state.loop)),
      letter('i', 'Loop from here', loopHere(loopFrom)),
      letter('o', 'Loop to here', loopHere(loopTo)),
      letter(
        'l',
        'Loop the whole track',
        onLooped(({ session }, track) => session.playback.setLoopRegion(track, null)),
        true,
      ),
    ],
  },
  {
    title: 'Windows',
    shortcuts: [
      letter('e', 'Export…', ({ state, open }) => {
        if (selectedTrack(state)?.master) open('export')
      }),
      letter('b', 'Blind test', ({ state, open }) => {
        if (selectedRecipe(state)) open('blind-test')
      }),
      letter('?', 'All keys', ({ open }) => open('keys')),
    ],
  },
  {
    title: 'Versions',
    shortcuts: [
      {
        keys: ['Ctrl', 'Z'],
        says: 'Undo',
        isLetter: false,
        matches: (event) => withCommand(event) && !event.shiftKey,
        act: onSelected(({ session }, track) => session.recipe.undo(track)),
      },
      {
        keys: ['Shift', 'Ctrl', 'Z'],
        says: 'Redo',
        isLetter: false,
        matches: (event) => withCommand(event) && event.shiftKey,
        act: onSelected(({ session }, track) => session.recipe.redo(track)),
      },
      ...VERSION_IDS.map((id) =>
        letter(
          id.toLowerCase(),
          `Version ${id}, a copy if unused`,
          onSelected(({ session }, track) => session.recipe.switchVersion(track, id)),
          true,
        ),
      ),
      ...VERSION_IDS.map(
        (id): Shortcut => ({
          keys: ['Alt', 'Shift', id],
          says: `Copy the current version to ${id}`,
          isLetter: false,
          // By place: with Alt the key itself writes another sign on some keyboards.
          matches: (event) =>
            event.altKey &&
            event.shiftKey &&
            !event.ctrlKey &&
            !event.metaKey &&
            event.code === `Key${id}`,
          act: onSelected(({ session }, track) => session.recipe.copyVersion(track, id)),
        }),
      ),
    ],
  },
]

/** Keys that belong to a control with the focus: for the sheet only. */
export const CONTROL_KEYS: readonly { readonly keys: readonly string[]; readonly says: string }[] =
  [
    { keys: ['Space'], says: 'Play or pause' },
    { keys: ['←', '→'], says: 'Position: 1 s, with Shift 0.1 s' },
    { keys: ['Page Up', 'Page Down'], says: 'Position: 10 s; sliders: ten steps' },
    { keys: ['Home', 'End'], says: 'Start and end' },
    { keys: ['↑', '↓'], says: 'Numbers: one step, with Shift ten; tracks: the next one' },
    { keys: ['Shift', '← →'], says: 'Chain: move the module' },
    { keys: ['Delete'], says: 'Close the selected track' },
    { keys: ['Double click'], says: 'Reset a slider' },
  ]

/** The shortcut that an event means, if any. */
export const shortcutFor = (event: KeyboardEvent, lettersToo: boolean): Shortcut | undefined =>
  SHORTCUT_GROUPS.flatMap(({ shortcuts }) => shortcuts).find(
    (shortcut) => (lettersToo || !shortcut.isLetter) && shortcut.matches(event),
  )
