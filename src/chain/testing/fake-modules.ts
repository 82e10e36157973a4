import {
  type ChainModule,
  describeModule,
  type ModuleDescriptor,
  withProcessor,
} from '../descriptor'

/** A module that only has parameters, for tests of recipes. */
export const fakeModule = (
  id: string,
  placement: ModuleDescriptor['placement'],
  onByDefault = true,
): ChainModule =>
  withProcessor(
    describeModule({
      id,
      label: id,
      summary: '',
      source: '',
      placement,
      onByDefault,
      parameters: [
        {
          kind: 'number',
          id: 'gainDb',
          label: 'Gain',
          unit: 'dB',
          min: -12,
          max: 12,
          default: 0,
          step: 0.1,
          scale: 'linear',
          decimals: 1,
        },
        {
          kind: 'choice',
          id: 'mode',
          label: 'Mode',
          options: [
            { value: 'soft', label: 'Soft' },
            { value: 'hard', label: 'Hard' },
          ],
          default: 'soft',
        },
      ],
      isNeutral: ({ gainDb }) => gainDb === 0,
    }),
    ({ gainDb }, { kernels }) => ({
      latencyFrames: 0,
      process: ({ pointers, frames }) => {
        for (const pointer of pointers) kernels.call.applyGain(pointer, frames, 1 + gainDb)
      },
      reset: () => {},
      dispose: () => {},
    }),
  )
