import { useSignal, useSignalEffect } from '@preact/signals';
import { Figure } from '../parts/figure';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { TextField } from '../parts/text-field';
import { reducedMotion } from '../plot/motion';
import { useTraining } from '../source/training';
import { flagParam, numberParam, param, type Param } from '../state/address';
import { TrainingCurves } from './training-curves';
import { TrainingPictures } from './training-pictures';
import { TrainingStep } from './training-step';
import type { PanelProps } from './list';
import './training.css';

const NEWEST = -1;
const FRAME_MS = 90;

/** Rows being learned: noise that turns into groups, with every frame kept and the last step taken apart. */
export function TrainingPanel({ id }: PanelProps) {
  const on = flagParam(`${id}.run`);
  const seed = numberParam(`${id}.seed`, 1);
  const more = param(`${id}.more`);
  const text = param(`${id}.text`);
  const at = numberParam(`${id}.frame`, NEWEST);
  const run = useTraining(() => (on.value ? { text: text.value || null, more: more.value, seed: seed.value, dim: 24 } : null));
  const shown = useSignal(0);
  const still = useSignal(false); // frames come while the run goes on, so nothing is waited for
  usePlaying(run.frames, at, shown);
  const frames = run.frames.value;
  const frame = frames[Math.min(at.value === NEWEST ? shown.value : at.value, frames.length - 1)];
  const meta = frame?.meta;
  return (
    <Figure
      id={id}
      title="Rows being learned"
      asked={[{ error: run.error, waiting: still }]}
      caption={
        meta
          ? `Skip-gram with 5 negatives, window 5, ${meta.dim} dims, seed ${meta.seed}; ${count(meta.words)} words, ${meta.tokens.length} of them drawn. Picture: their principal plane, turned onto the frame before.`
          : 'Trains on the server, on the shipped text or yours.'
      }
      csv={() => ({ header: ['frame', 'loss', ...(meta?.watched ?? []).map(({ a, b }) => `${a} ${b}`), 'analogies'], rows: frames.map(({ meta: one }) => [one.frame, one.loss ?? null, ...one.watched.map((pair) => pair.cosine), one.analogies]) })}
      python={`from rowspace.operations.live import train_live\n\nfor frame in train_live(${text.value ? `${JSON.stringify(text.value)}, ` : ''}more=${JSON.stringify(more.value)}, seed=${seed.value}):\n    pass\nprint(frame.loss, [(pair.a, pair.b, pair.cosine) for pair in frame.watched], frame.analogies)`}
    >
      <div class="controls">
        <button
          type="button"
          class="button"
          onClick={() => {
            if (on.peek()) seed.value = seed.peek() + 1;
            at.value = NEWEST;
            on.value = true;
          }}
        >
          {on.value ? 'Again, from another seed' : 'Train'}
        </button>
        {run.waiting.value && (
          <button type="button" class="quiet-button" onClick={run.stop}>
            Stop
          </button>
        )}
        <Num name="seed" value={seed.value} text={`seed ${seed.value}`} />
      </div>
      {frame && meta && (
        <>
          <Slider label="Step of the run" min={0} max={Math.max(1, frames.length - 1)} value={held(meta.frame, at)} text={(number) => `${number} of ${meta.last}`} />
          <div class="controls">
            <button type="button" class="quiet-button" onClick={() => (at.value = Math.max(0, meta.frame - 1))}>
              ← one back
            </button>
            <button type="button" class="quiet-button" onClick={() => (at.value = at.value === NEWEST ? meta.frame : NEWEST)}>
              {at.value === NEWEST ? 'Pause' : 'Go on'}
            </button>
            <button type="button" class="quiet-button" onClick={() => (at.value = Math.min(frames.length - 1, meta.frame + 1))}>
              one on →
            </button>
            <span>
              analogies <Num name="analogies" value={meta.analogies} text={`${meta.analogies} of ${meta.asked}`} />, loss{' '}
              <Num name="loss" value={meta.loss ?? Number.NaN} text={meta.loss === null || meta.loss === undefined ? '–' : fixed(meta.loss)} />
            </span>
          </div>
          <TrainingPictures frame={frame} />
          <TrainingCurves frames={frames} at={meta.frame} />
          <TrainingStep frame={frame} />
        </>
      )}
      <details class="training-text">
        <summary>Change the text</summary>
        <TextField label="Sentences to add, one a line, 20 times each; for example: the cat wears a golden crown" value={more} rows={2} />
        <TextField label="A text of your own instead, one sentence a line" value={text} rows={4} />
      </details>
    </Figure>
  );
}

/** The frame that is shown; moving it holds the run there. */
function held(frame: number, at: Param<number>): Param<number> {
  return {
    get value() {
      return frame;
    },
    set value(next) {
      at.value = next;
    },
    peek: () => frame,
  };
}

/** Plays the frames one after the other while no one of them is held. */
function usePlaying(frames: { value: readonly unknown[] }, at: { value: number }, shown: { value: number; peek: () => number }): void {
  useSignalEffect(() => {
    const last = frames.value.length - 1;
    if (at.value !== NEWEST) shown.value = Math.max(0, at.value);
    else if (last <= 0 || reducedMotion()) shown.value = Math.max(0, last);
    else if (shown.value < last) {
      const timer = setTimeout(() => (shown.value = shown.peek() + 1), FRAME_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  });
}
