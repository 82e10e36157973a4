import type { Engine } from '../../client/engine'
import { fail } from '../../core/outcome'

/** An engine whose every call fails with `track-gone`, but for those given. */
export const fakeEngine = (calls: Partial<Engine>): Engine => {
  const gone = async () => fail('track-gone')
  return {
    open: gone,
    analyse: gone,
    fingerprint: gone,
    match: gone,
    master: gone,
    solve: gone,
    grade: gone,
    price: gone,
    sections: gone,
    export: gone,
    decodeCodec: gone,
    inspect: gone,
    album: gone,
    listenFile: gone,
    demo: gone,
    share: async () => null,
    listen: () => {},
    close: () => {},
    setMemoryBudget: () => {},
    memory: async () => null,
    onLost: () => () => {},
    dispose: () => {},
    ...calls,
  }
}
