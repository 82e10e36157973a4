import { describe, expect, it } from 'vitest'
import type { ChannelChoice } from '../../core/channel-choice'
import { fail, ok } from '../../core/outcome'
import { RECORD_VERSION } from '../../storage/saved-track'
import { createStudio } from '../../store/studio'
import { createStartingRecipe } from '../references/starting-recipe'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from './editing'
import { createJobRunner } from './job-runner'
import { createOpening } from './opening'

/** Files say by their text how many channels they have. */
const setUp = () => {
  const asked: string[] = []
  const engine = fakeEngine({
    open: async (_track, source, channels) => {
      const text = await source.text()
      asked.push(`${source.name} ${channels?.kind ?? 'null'}`)
      const isMany = Number.parseInt(text, 10) > 2
      const canBe = channels?.kind === 'pair' || (channels && !text.endsWith('unplaced'))
      return isMany && !canBe
        ? fail('too-many-channels', text)
        : ok({ facts: factsOf(source.name), peaks: NO_PEAKS })
    },
    analyse: async () => ok(analysisOf(-20)),
    master: async (_track, recipe) => ok(masterOf(recipe)),
  })
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const editing = createEditing(studio, engine, jobs)
  const starting = createStartingRecipe(studio)
  const opening = createOpening(studio, engine, jobs, editing, starting)
  const trackOf = (name: string) => {
    const track = studio.getState().tracks.find((one) => one.name === name)
    if (!track) throw new Error(`no track ${name}`)
    return track
  }
  const until = async (met: () => boolean): Promise<void> => {
    while (!met()) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const open = async (...files: readonly File[]): Promise<void> => {
    const before = asked.length
    opening.openFiles(files)
    await until(() => asked.length >= before + files.length && studio.getState().jobs.length === 0)
  }
  return { opening, studio, asked, trackOf, open, until }
}

const file = (name: string, text: string): File => new File([text], name)
const DOWNMIX: ChannelChoice = { kind: 'downmix' }

describe('a file of more than two channels', () => {
  it('waits for an answer, which holds for those like it of the same drop and no others', async () => {
    const { opening, studio, trackOf, open, until } = setUp()
    await open(file('a.wav', '6'), file('stereo.wav', '2'), file('b.wav', '6'), file('c.wav', '8'))
    await until(() => trackOf('c.wav').halted === 'channels')
    expect(trackOf('stereo.wav').facts).not.toBeNull()
    expect(trackOf('a.wav')).toMatchObject({
      halted: 'channels',
      manyChannels: { count: 6, isPlaced: true },
    })
    expect(studio.getState().messages).toEqual([])
    opening.chooseChannels(trackOf('a.wav').id, DOWNMIX)
    await until(() => trackOf('b.wav').facts !== null)
    expect(trackOf('a.wav')).toMatchObject({ halted: null, channels: DOWNMIX })
    expect(trackOf('c.wav')).toMatchObject({ halted: 'channels', facts: null })
    await open(file('later.wav', '6'))
    await until(() => trackOf('later.wav').halted === 'channels')
  })

  it('takes an answer that came before it was decoded', async () => {
    const { opening, trackOf, asked, until } = setUp()
    const first = file('a.wav', '6')
    opening.openFiles([first, file('b.wav', '6')])
    await until(() => trackOf('a.wav').halted === 'channels')
    opening.chooseChannels(trackOf('a.wav').id, DOWNMIX)
    await until(() => trackOf('b.wav').facts !== null)
    expect(trackOf('b.wav').channels).toEqual(DOWNMIX)
    expect(asked.filter((line) => line === 'b.wav downmix')).toHaveLength(1)
  })

  it('whose channels have no place is not mixed down with the others, and asks on', async () => {
    const { opening, trackOf, open, until } = setUp()
    await open(file('a.wav', '4'), file('ambisonic.wav', '4 unplaced'))
    await until(() => trackOf('ambisonic.wav').halted === 'channels')
    opening.chooseChannels(trackOf('a.wav').id, DOWNMIX)
    await until(() => trackOf('a.wav').facts !== null)
    expect(trackOf('ambisonic.wav').halted).toBe('channels')
    const pair = { kind: 'pair', left: 0, right: 1 } as const
    opening.chooseChannels(trackOf('ambisonic.wav').id, pair)
    await until(() => trackOf('ambisonic.wav').facts !== null)
  })

  it('is opened after a reload as it was chosen, without a question', async () => {
    const { opening, trackOf, asked, until } = setUp()
    const pair = { kind: 'pair', left: 2, right: 3 } as const
    opening.openSaved(file('a.wav', '6'), {
      version: RECORD_VERSION,
      id: 'a',
      name: 'a.wav',
      sizeBytes: 1,
      pageId: 'p',
      savedAtMs: 0,
      position: 0,
      selected: true,
      hasAudio: true,
      dismissed: false,
      history: null,
      loopRegion: null,
      tagEdits: null,
      channels: pair,
    })
    await until(() => trackOf('a.wav').facts !== null)
    expect(asked).toEqual(['a.wav pair'])
    expect(trackOf('a.wav').channels).toEqual(pair)
  })
})
