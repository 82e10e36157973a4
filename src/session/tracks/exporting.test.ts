import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { DeliveredFile } from '../../delivery/deliver-track'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { deliveredOf, factsOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createExporting } from './exporting'
import { createJobRunner } from './job-runner'

const setUp = (answer: () => Promise<Outcome<DeliveredFile<Blob>>>, names = ['Song.flac']) => {
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const exporting = createExporting(studio, fakeEngine({ export: answer }), jobs, () => null)
  for (const [index, name] of names.entries()) {
    studio.addTrack(newTrack(String(index), name))
    studio.patchTrack(String(index), { facts: factsOf(name) })
  }
  const sentences = () => studio.getState().messages.map(({ sentence }) => sentence)
  const save = (track = '0') => exporting.exportMaster(track, DEFAULT_DELIVERY)
  return { studio, jobs, save, sentences }
}

describe('exporting', () => {
  const saved: string[] = []
  beforeEach(() => {
    saved.length = 0
    const createElement = () => {
      const link = { href: '', download: '', click: () => void saved.push(link.download) }
      return link
    }
    vi.stubGlobal('document', { createElement })
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('hands the checked file to the download, named after the track', async () => {
    const file = deliveredOf(480_000)
    const { save, sentences } = setUp(async () => ok(file))
    expect(await save()).toMatchObject({ ...file, isSaved: true })
    expect(saved).toEqual(['Song (master).wav'])
    expect(sentences()).toEqual([])
  })

  it('names the masters of two files apart that have the same name', async () => {
    const { save } = setUp(async () => ok(deliveredOf(480_000)), ['Song.flac', 'song.wav'])
    await save('0')
    await save('1')
    expect(new Set(saved.map((name) => name.toLowerCase())).size).toBe(2)
  })

  it('gives the address of the download back', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL')
    const { save } = setUp(async () => ok(deliveredOf(480_000)))
    await save()
    expect(revoke).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(revoke).toHaveBeenCalledOnce()
  })

  it('takes the length at the rate of the file: 480 000 frames at 48 kHz are 441 000 at 44.1 kHz', async () => {
    const { save } = setUp(async () => ok(deliveredOf(441_000, 44_100)))
    expect(await save()).not.toBeNull()
    expect(saved).toHaveLength(1)
  })

  it('keeps back a file that is a frame short, and says so', async () => {
    const { save, sentences } = setUp(async () => ok(deliveredOf(479_999)))
    expect(await save()).toBeNull()
    expect(saved).toEqual([])
    expect(sentences()).toHaveLength(1)
  })

  it('says why there is no file', async () => {
    const { save, sentences, studio } = setUp(async () => fail('export-mismatch'))
    expect(await save()).toBeNull()
    expect(saved).toEqual([])
    expect(sentences()).toHaveLength(1)
    expect(studio.getState().jobs).toEqual([])
  })

  it('says nothing of an export that was cancelled, and nothing of a track that was closed', async () => {
    for (const end of ['cancel', 'close'] as const) {
      const { save, jobs, studio, sentences } = setUp(async () => ok(deliveredOf(480_000)))
      const pending = save()
      if (end === 'cancel') jobs.cancel('0', 'exporting')
      else studio.removeTrack('0')
      expect(await pending, end).toBeNull()
      expect(saved, end).toEqual([])
      expect(sentences(), end).toEqual([])
    }
  })
})
