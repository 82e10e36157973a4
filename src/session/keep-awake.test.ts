import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStudio } from '../store/studio'
import { keepAwakeWhileBusy } from './keep-awake'

const job = { id: 'a', trackId: 't', kind: 'mastering', fraction: 0 } as const

describe('a machine that works long', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const release = vi.fn(async () => {})
  const request = vi.fn(async () => ({ release }))

  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    vi.stubGlobal('document', page)
    vi.stubGlobal('navigator', { wakeLock: { request } })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('is kept awake, also once the page is seen again, and let go when the work is done', async () => {
    const studio = createStudio()
    const end = keepAwakeWhileBusy(studio)
    studio.setState({ jobs: [job] as never })
    await vi.advanceTimersByTimeAsync(6000)
    expect(request).toHaveBeenCalledTimes(1)
    page.dispatchEvent(new Event('visibilitychange'))
    expect(request).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(0)
    studio.setState({ jobs: [] })
    expect(release).toHaveBeenCalled()
    page.dispatchEvent(new Event('visibilitychange'))
    expect(request).toHaveBeenCalledTimes(2)
    end()
  })

  it('is not asked for short work, and is let go with the page', async () => {
    const studio = createStudio()
    const end = keepAwakeWhileBusy(studio)
    studio.setState({ jobs: [job] as never })
    await vi.advanceTimersByTimeAsync(1000)
    studio.setState({ jobs: [] })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(request).not.toHaveBeenCalled()
    studio.setState({ jobs: [job] as never })
    await vi.advanceTimersByTimeAsync(6000)
    end()
    expect(release).toHaveBeenCalledTimes(1)
  })

  it('works on where there is no wake lock, or it is refused', async () => {
    const studio = createStudio()
    request.mockRejectedValueOnce(new DOMException('battery', 'NotAllowedError') as never)
    const ends = [keepAwakeWhileBusy(studio)]
    studio.setState({ jobs: [job] as never })
    await vi.advanceTimersByTimeAsync(6000)
    vi.stubGlobal('navigator', {})
    studio.setState({ jobs: [] })
    studio.setState({ jobs: [job] as never })
    await vi.advanceTimersByTimeAsync(6000)
    for (const end of ends) end()
    expect(release).not.toHaveBeenCalled()
  })
})
