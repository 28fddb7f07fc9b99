/** How the map in space is turned: in the address, as a small cross of axes, and by buttons. */
import type { Turn } from '../plot/scatter-view';
import { turnMatrix } from '../plot/deep';

/** So that the third axis is seen at once. */
const FIRST: Turn = { yaw: 30, pitch: 20 };
const STEP = 15;
const HALF = 36;
const ARM = 24;

export function readTurn(text: string): Turn {
  const [yaw, pitch] = text.split(',').map(Number);
  return text !== '' && Number.isFinite(yaw) && Math.abs(pitch) <= 90 ? { yaw, pitch } : FIRST;
}

export function writeTurn({ yaw, pitch }: Turn): string {
  return yaw === FIRST.yaw && pitch === FIRST.pitch ? '' : [yaw, pitch].map((angle) => String(Number(angle.toFixed(1)))).join(',');
}

/** Where the three axes point, the farthest first. */
export function TurnAxes({ turn }: { turn: Turn }) {
  const [right, up, near] = turnMatrix(turn);
  const axes = ['x', 'y', 'z'].map((name, axis) => ({ name, x: right[axis], y: -up[axis], near: near[axis] })).toSorted((a, b) => a.near - b.near);
  return (
    <svg class="bench-turn" viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`} aria-hidden="true">
      {axes.map(({ name, x, y, near: towards }) => (
        <g key={name} opacity={0.7 + 0.3 * towards}>
          <line x2={ARM * x} y2={ARM * y} stroke-width={1.5 + 0.7 * towards} />
          <text x={(ARM + 8) * x} y={(ARM + 8) * y}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** For fingers, and for who cannot drag. */
export function TurnButtons({ turn: { yaw, pitch }, onTurn }: { turn: Turn; onTurn: (turn: Turn) => void }) {
  const around = (angle: number): number => ((angle + 540) % 360) - 180;
  const tip = (angle: number): number => Math.min(90, Math.max(-90, angle));
  const turns = [
    { name: 'Turn left', sign: '←', to: { yaw: around(yaw - STEP), pitch } },
    { name: 'Turn right', sign: '→', to: { yaw: around(yaw + STEP), pitch } },
    { name: 'Turn up', sign: '↑', to: { yaw, pitch: tip(pitch - STEP) } },
    { name: 'Turn down', sign: '↓', to: { yaw, pitch: tip(pitch + STEP) } },
    { name: 'Front view', sign: 'Front', to: { yaw: 0, pitch: 0 } },
  ];
  return (
    <span class="bench-buttons" role="group" aria-label="Turn">
      {turns.map(({ name, sign, to }) => (
        <button key={name} type="button" class="quiet-button" aria-label={name} title={name} onClick={() => onTurn(to)}>
          {sign}
        </button>
      ))}
    </span>
  );
}
