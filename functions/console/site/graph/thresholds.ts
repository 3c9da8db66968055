import type uPlot from 'uplot';
import type { GraphWidget, Threshold } from '#core/console/dashboard-body.ts';
import { formatOf } from '../format.ts';
import { variable } from './theme.ts';

const FILL_OPACITY = 0.08;

/** Draws the thresholds of a graph over its lines: what lies outside the axis is named at its edge. */
export function drawThresholds(plot: uPlot, widget: GraphWidget): void {
  const { ctx: context } = plot;
  context.save();
  context.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  for (const threshold of widget.thresholds)
    if (plot.scales[threshold.axis]) drawOne(plot, threshold, widget);
  context.restore();
}

function drawOne(plot: uPlot, threshold: Threshold, widget: GraphWidget): void {
  const { ctx: context } = plot;
  const { top, height } = plot.bbox;
  const color = threshold.color ?? variable('bad');
  const at = plot.valToPos(threshold.value, threshold.axis, true);
  const isShown = at >= top - 1 && at <= top + height + 1;
  const words = nameOf(threshold, widget);
  context.fillStyle = variable('bad'); // of the theme: a body's colour may not stand out from the card
  context.textAlign = 'right';
  if (!isShown) {
    const isAbove = at < top;
    context.textBaseline = isAbove ? 'top' : 'bottom';
    write(plot, `${words} ${isAbove ? '↑' : '↓'}`, isAbove ? top : top + height);
    return;
  }
  strokeAcross(plot, at, color);
  context.fillStyle = color;
  if (threshold.fill) shade(plot, at, threshold.fill);
  context.fillStyle = variable('bad');
  const isNearTop = at - top < 14 * devicePixelRatio;
  context.textBaseline = isNearTop ? 'top' : 'bottom';
  write(plot, words, at + (isNearTop ? 3 : -3) * devicePixelRatio);
}

/** On a ground of the card's colour, so that a line behind it does not cross out the words. */
function write({ ctx: context, bbox: { left, width } }: uPlot, words: string, at: number): void {
  const { width: length } = context.measureText(words);
  const height = 13 * devicePixelRatio;
  const color = context.fillStyle;
  context.globalAlpha = 0.8;
  context.fillStyle = variable('card');
  context.fillRect(
    left + width - length,
    context.textBaseline === 'top' ? at - 1 : at - height,
    length,
    height,
  );
  context.globalAlpha = 1;
  context.fillStyle = color;
  context.fillText(words, left + width, at);
}

/** Its label, with the value where the label does not say it. */
function nameOf({ label, value, axis }: Threshold, widget: GraphWidget): string {
  if (/\d/.test(label)) return label;
  return `${label || 'threshold'} ${formatOf(widget[axis].label)(value)}`;
}

function strokeAcross({ ctx: context, bbox: { left, width } }: uPlot, at: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = devicePixelRatio;
  context.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  context.beginPath();
  context.moveTo(left, at);
  context.lineTo(left + width, at);
  context.stroke();
}

function shade(
  { ctx: context, bbox: { left, top, width, height } }: uPlot,
  at: number,
  side: 'above' | 'below',
): void {
  context.globalAlpha = FILL_OPACITY;
  if (side === 'above') context.fillRect(left, top, width, at - top);
  else context.fillRect(left, at, width, top + height - at);
  context.globalAlpha = 1;
}
