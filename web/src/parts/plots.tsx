import { useEffect, useRef } from 'preact/hooks';
import type { Schemas } from '../api';
import { formatNumber } from '../numbers';
import { isDark } from '../state';

export interface Box { left: number; right: number; bottom: number; top: number }

/** What a network says at the points of a grid: for a plane, row by row from the top. */
export interface Surface { side: number; box: Box; grid: number[][]; values: number[] }

const wide = 360;
const high = 260;
const margin = 52;

/** A loss over epochs: logarithmic where it falls far. */
export function Curve({ points, last }: { points: [number, number | null][]; last: number }) {
  const finite = points.filter((p): p is [number, number] => typeof p[1] === 'number');
  const losses = finite.map((p) => p[1]);
  const most = Math.max(...losses, 1e-12);
  const least = Math.min(...losses, most);
  const isLogarithmic = least > 0 && most / least > 20;
  const scale = isLogarithmic ? Math.log : (v: number) => v;
  const [bottom, top] = isLogarithmic ? [scale(least), scale(most)] : [Math.min(0, least), most];
  const x = (epoch: number) => margin + ((wide - margin - 12) * epoch) / Math.max(1, last);
  const y = (loss: number) => high - 28 - ((high - 44) * (scale(loss) - bottom)) / Math.max(1e-12, top - bottom);
  return (
    <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={finite.length ? `Loss from ${formatNumber(losses[0], 3)} to ${formatNumber(losses.at(-1), 3)}` : 'No loss yet'}>
      <path class="grid" d={`M${margin} 16V${high - 28}H${wide - 12}`} fill="none" />
      {finite.length > 0 && (
        <>
          <text class="axis" x={margin - 6} y="22" text-anchor="end">{formatNumber(most, 2, 1e-3)}</text>
          <text class="axis" x={margin - 6} y={high - 28} text-anchor="end">{formatNumber(isLogarithmic ? least : Math.min(0, least), 2, 1e-3)}</text>
          <path class="curve" d={finite.map(([e, l], i) => `${i ? 'L' : 'M'}${x(e).toFixed(1)},${y(l).toFixed(1)}`).join('')} />
        </>
      )}
      <text class="axis" x={margin} y={high - 10}>0</text>
      <text class="axis" x={wide - 12} y={high - 10} text-anchor="end">{last} epochs</text>
      {isLogarithmic && <text class="axis" x={wide - 12} y="22" text-anchor="end">logarithmic</text>}
    </svg>
  );
}

export type Points = Pick<Schemas['DatasetPoints'], 'x' | 'y'>;
const classOf = (y: Points['y'][number] | undefined): number => (Array.isArray(y) ? (y.length > 1 ? y.indexOf(1) : Number(y[0])) : Number(y));

/** The examples of two classes, discs and squares, over what the network says of every place. */
export function Plane({ box, surface, points }: { box: Box; surface: Surface | null; points: Points }) {
  const place = useRef<HTMLCanvasElement>(null);
  const dark = isDark.value;
  useEffect(() => {
    const canvas = place.current!;
    const context = canvas.getContext('2d')!;
    const colours = getComputedStyle(canvas);
    const [zero, one, paper, ink] = ['--value', '--gradient', '--card', '--ink'].map((name) => colours.getPropertyValue(name).trim()) as [string, string, string, string];
    context.fillStyle = paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (surface) {
      const [w, h] = [canvas.width / surface.side, canvas.height / surface.side];
      context.imageSmoothingEnabled = true;
      context.drawImage(colour(surface, zero, one), 0, 0, canvas.width, canvas.height);
      context.strokeStyle = ink;
      context.lineWidth = 2.5;
      context.beginPath();
      border(surface, context, w, h);
      context.stroke();
    }

    const unit = canvas.width / 72;
    points.x.forEach((p, i) => {
      const cx = (canvas.width * (p[0]! - box.left)) / (box.right - box.left);
      const cy = (canvas.height * (box.top - p[1]!)) / (box.top - box.bottom);
      const isOne = classOf(points.y[i]) === 1;
      context.fillStyle = isOne ? one : zero;
      context.strokeStyle = paper;
      context.lineWidth = 1.5;
      context.beginPath();
      if (isOne) context.rect(cx - unit * 0.85, cy - unit * 0.85, unit * 1.7, unit * 1.7);
      else context.arc(cx, cy, unit, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    });
  }, [surface, points, dark]);
  return <canvas ref={place} width={720} height={520} role="img" aria-label="The examples, class 0 as discs and class 1 as squares, over the class that the network assigns to each point" />;
}

/** A point of colour for each place of the grid, fainter where the network is undecided; stretched, they run into one another. */
function colour({ side, values }: Surface, zero: string, one: string): HTMLCanvasElement {
  const small = document.createElement('canvas');
  [small.width, small.height] = [side, side];
  const context = small.getContext('2d')!;
  values.forEach((value, i) => {
    const share = Math.min(1, Math.max(0, value));
    context.globalAlpha = 0.06 + 0.5 * Math.abs(share - 0.5);
    context.fillStyle = share < 0.5 ? zero : one;
    context.fillRect(i % side, Math.floor(i / side), 1, 1);
  });
  return small;
}

/** Where neighbours of the grid differ in class, a line between them, placed by their values. */
function border({ side, values }: Surface, context: CanvasRenderingContext2D, w: number, h: number): void {
  const at = (row: number, column: number) => values[row * side + column]! - 0.5;
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const corners = [[row, column], [row, column + 1], [row + 1, column + 1], [row + 1, column]] as const;
      const crossings: [number, number][] = [];
      corners.forEach(([r, c], i) => {
        const [r2, c2] = corners[(i + 1) % 4]!;
        const [a, b] = [at(r, c), at(r2, c2)];
        if (a < 0 !== b < 0) {
          const t = a / (a - b);
          crossings.push([(c + 0.5 + t * (c2 - c)) * w, (r + 0.5 + t * (r2 - r)) * h]);
        }
      });
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        context.moveTo(...crossings[i]!);
        context.lineTo(...crossings[i + 1]!);
      }
    }
  }
}

/** The examples of a curve and what the network makes of it. */
export function Fit({ box, surface, points }: { box: Box; surface: Surface | null; points: Points }) {
  const x = (v: number) => (wide * (v - box.left)) / (box.right - box.left);
  const y = (v: number) => (high * (box.top - v)) / (box.top - box.bottom);
  return (
    <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label="The examples as dots and the network's answer as a line">
      {points.x.map((p, i) => <circle key={i} class="example" cx={x(p[0]!)} cy={y(classOf(points.y[i]))} r="3" />)}
      {surface && <path class="curve" d={surface.values.map((v, i) => `${i ? 'L' : 'M'}${x(surface.grid[i]![0]!).toFixed(1)},${y(v).toFixed(1)}`).join('')} />}
    </svg>
  );
}
