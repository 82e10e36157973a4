import { clickFrames, MENDING_CONTEXT } from '../../../dsp/restoration/click-mender'
import { describeModule, withProcessor } from '../../descriptor'
import { parsePlaces } from '../../places'
import { numberSpec, placesSpec } from '../../spec'
import { Declicker } from './declicker'

/** The module's id. */
export const DECLICK_ID = 'declick'

/** Clicks at places that the analysis found are replaced by what lies around them; exact everywhere else. */
export const declickDescriptor = describeModule({
  id: DECLICK_ID,
  label: 'De-click',
  summary:
    'Writes the few samples of a click anew, from what lies on both sides. All others stay as they are, bit for bit.',
  source:
    'Least-squares interpolation by an autoregressive model of 32 poles (Janssen, Veldhuis & Vries 1986; Godsill & Rayner 1998).',
  measured: [
    'At 48 kHz a place takes 0.2 ms of work in each of its channels, 0.6 ms if it is as long as may be; at most 64 places are held',
  ],
  onByDefault: false,
  // Ahead of all that would ring with a click, or be turned down by it.
  placement: 'first',
  parameters: [
    placesSpec('places', 'Places'),
    numberSpec('amountPercent', 'Amount', '%', { min: 0, max: 100, default: 100 }),
  ],
  isNeutral: ({ places, amountPercent }) => places === '' || amountPercent === 0,
})

export const declick = withProcessor(declickDescriptor, ({ places, amountPercent }, context) => {
  const scope = context.kernels.scope()
  const mostFrames = clickFrames(context.sampleRate)
  const declicker = new Declicker(scope, context, {
    places: parsePlaces(places).filter(({ frames }) => frames <= mostFrames),
    share: amountPercent / 100,
    mostFrames,
  })
  return {
    latencyFrames: MENDING_CONTEXT + mostFrames,
    process: (block) => declicker.process(block),
    reset: () => declicker.reset(),
    dispose: () => scope.release(),
  }
})
