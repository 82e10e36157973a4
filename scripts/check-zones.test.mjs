import { describe, expect, it } from 'vitest'
import { importsOf, violationsOf } from './check-zones.mjs'

describe('import zones', () => {
  it('let a room import what stands below it', () => {
    expect(violationsOf('src/chain/chain.ts', "import { assert } from '../core/assert'")).toEqual(
      [],
    )
  })

  it('refuse an import against the current', () => {
    expect(
      violationsOf('src/codec/read/wav.ts', "import { Chain } from '../../chain/chain'"),
    ).toEqual(['src/codec/read/wav.ts: codec may not import chain (../../chain/chain)'])
  })

  it('give the monitor types of the client but no code of it', () => {
    const types = "import type { Pump } from '../client/pump'"
    expect(violationsOf('src/monitor/feed.ts', types)).toEqual([])
    expect(violationsOf('src/monitor/feed.ts', types.replace(' type', ''))).toHaveLength(1)
    const inline = "import { type Pump, type Feed } from '../client/pump'"
    expect(violationsOf('src/monitor/feed.ts', inline)).toEqual([])
    expect(violationsOf('src/monitor/feed.ts', inline.replace('type Feed', 'feed'))).toHaveLength(1)
  })

  it('keep panels apart', () => {
    expect(
      violationsOf('src/features/export/dialog.tsx', "import { X } from '../rack/rack'"),
    ).toEqual(['src/features/export/dialog.tsx: features never import each other (../rack/rack)'])
    expect(violationsOf('src/features/export/dialog.tsx', "import { X } from './row'")).toEqual([])
  })

  it('keep widgets free of the app', () => {
    expect(
      violationsOf('src/ui/slider.tsx', "import { useStore } from '../store/store'"),
    ).toHaveLength(1)
    expect(
      violationsOf('src/ui/param.tsx', "import type { NumberSpec } from '../chain/parameter'"),
    ).toEqual([])
  })

  it('take a worker address for what it is', () => {
    const address = "import url from '../worker/engine.worker?worker&url'"
    expect(violationsOf('src/monitor/feed.ts', address)).toEqual([])
  })

  it('see multi-line, re-exported and dynamic imports, and no commented ones', () => {
    const text = [
      'import {\n  a,\n  b,\n} from "./one"',
      "export { c } from './two'",
      "const d = await import('./three')",
      "// import e from './four'",
      "/* import f from './five' */",
      "import './six.css'",
    ].join('\n')
    expect(importsOf(text).map(({ specifier }) => specifier)).toEqual([
      './one',
      './two',
      './three',
      './six.css',
    ])
  })

  it('let tests reach anywhere and product code never reach tests', () => {
    const reach = "import { nodeKernels } from '../dsp/testing/node-kernels'"
    expect(violationsOf('src/analysis/meter.test.ts', reach)).toEqual([])
    expect(violationsOf('src/analysis/meter.ts', reach)).toHaveLength(1)
  })
})
