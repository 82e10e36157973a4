import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { LiveReductionPlot } from './live-reduction-plot'
import { WholeReductionPlot } from './whole-reduction-plot'

/** What the modules take off: over the whole master where that is wanted and there is one, else in the last seconds. */
export const ReductionPlot = () => {
  const whole = useStudio(({ plots }) => plots.wholeReduction)
  const master = useStudio((state) => selectedTrack(state)?.master)
  return whole && master ? <WholeReductionPlot master={master} /> : <LiveReductionPlot />
}
