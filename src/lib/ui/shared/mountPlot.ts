import type uPlot from 'uplot';
import type { TimeRange } from './chart.ts';
import { onThemeChange, resolver } from './cssColor.ts';
import { plotData, plotOptions, type PlotInput } from './plot.ts';

interface Mounting {
	readonly library: typeof uPlot;
	readonly input: () => PlotInput;
	/** CSS px. */
	readonly height: number;
	/** The cursor came to another moment, or left. */
	readonly onpoint: (index: number | undefined) => void;
	/** Everything stands where it belongs: the time to place what lies over it. */
	readonly ondraw: (chart: uPlot) => void;
}

/** A chart inside `node` that keeps to its width and follows light and dark, until `destroy`. */
export function mountPlot(node: HTMLElement, mounting: Mounting) {
	const { library, input, height, onpoint, ondraw } = mounting;
	const options = plotOptions(input, resolver(node), { width: node.clientWidth, height });
	const hooks: uPlot.Hooks.Arrays = {
		setCursor: [
			({ cursor }) => {
				onpoint(cursor.idx ?? undefined);
			},
		],
		draw: [ondraw],
	};
	const chart = new library({ ...options, hooks }, plotData(input()), node);
	const sizes = new ResizeObserver(() => {
		chart.setSize({ width: node.clientWidth, height });
	});
	sizes.observe(node);
	const stopFollowing = onThemeChange(() => {
		chart.redraw();
	});
	return {
		chart,
		destroy() {
			sizes.disconnect();
			stopFollowing();
			chart.destroy();
		},
	};
}

/** Shows a span of time as selected, or none. */
export function markSpan(chart: uPlot, span: TimeRange | undefined): void {
	const { clientWidth, clientHeight } = chart.over;
	const x = (at: number) => Math.max(0, Math.min(clientWidth, chart.valToPos(at, 'x')));
	const [left, right] = span === undefined ? [0, 0] : [x(span.from), x(span.to)];
	chart.setSelect({ left, width: right - left, top: 0, height: clientHeight }, false);
}
