// How a chart is put to uPlot. Only types of it are imported: the library itself is loaded in a browser, on demand.
import type uPlot from 'uplot';
import type { EpochMs } from '#lib/base/units.ts';
import { stack, tickTime, type ChartSeries, type TimeRange } from './chart.ts';

/** Layers upon each other, or lines beside each other. */
export type ChartKind = 'areas' | 'lines';

export interface PlotInput {
	readonly kind: ChartKind;
	readonly times: readonly EpochMs[];
	readonly series: readonly ChartSeries[];
	readonly format: (value: number) => string;
	/** The span of the time axis, where several charts share one; default what the values span. */
	readonly span: TimeRange | undefined;
}

/** Room left of the plot, CSS px: the same in every chart, so that their time axes stand below each other. */
const LEFT = 78;
const BOTTOM = 28;

/**
 * The columns of the chart. Areas are drawn from the highest sum down, each over the one before,
 * so that what is seen of a layer is its own share.
 */
export function plotData({ kind, times, series }: PlotInput): uPlot.AlignedData {
	const columns =
		kind === 'areas'
			? stack(series, times.length).toReversed()
			: series.map(({ values }) => times.map((_, i) => values[i] ?? null));
	return [[...times], ...columns.map((column) => [...column])];
}

/** Makes a CSS colour, tokens included, into one that a canvas knows, as it stands in the theme of now. */
export type ResolveColor = (css: string) => string;

export function plotOptions(
	input: () => PlotInput,
	resolve: ResolveColor,
	size: { readonly width: number; readonly height: number },
): uPlot.Options {
	const { kind, series } = input();
	const drawn = kind === 'areas' ? series.toReversed() : series;
	const line = { stroke: () => resolve('var(--line)'), width: 1 };
	const axis = { stroke: () => resolve('var(--muted)'), font: '12px system-ui, sans-serif' };
	return {
		...size,
		ms: 1,
		// Right of it there is room for half of the last tick's words.
		padding: [8, 30, 0, 0],
		legend: { show: false },
		cursor: {
			y: false,
			drag: { x: false, y: false },
			// The brush is our own: it also works by touch, and by keys.
			bind: { mousedown: () => null, mouseup: () => null, dblclick: () => null },
			points: { show: kind === 'lines', size: 7 },
		},
		scales: {
			x: { time: true, range: (_, min, max) => timeSpan(input().span, min, max) },
			y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] },
		},
		series: [{}, ...drawn.map(({ color }) => seriesOptions(kind, color, resolve))],
		axes: [
			{
				...axis,
				size: BOTTOM,
				space: 60,
				grid: { show: false },
				ticks: { ...line, size: 4 },
				values: (...[, splits, , , apart]) => splits.map((at) => tickTime(at, apart)),
			},
			{
				...axis,
				size: LEFT,
				space: 34,
				grid: line,
				ticks: { show: false },
				values: (_, splits) => splits.map((value) => axisText(input().format(value))),
			},
		],
	};
}

function timeSpan(span: TimeRange | undefined, min: number, max: number): [number, number] {
	if (span !== undefined) return [span.from, span.to];
	return min === max ? [min - 500, max + 500] : [min, max];
}

function seriesOptions(kind: ChartKind, color: string, resolve: ResolveColor): uPlot.Series {
	const common = { points: { show: false }, stroke: () => resolve(color) };
	if (kind === 'lines') return { ...common, width: 1.6 };
	const fill = `color-mix(in srgb, ${color} 72%, var(--surface))`;
	return { ...common, width: 1, fill: () => resolve(fill) };
}

/** `50.0 kB/s` between `100 kB/s` and `0 B/s` reads as a precision that a tick has not. */
function axisText(text: string): string {
	return text.replace(/\.0(?=\D)/, '');
}
