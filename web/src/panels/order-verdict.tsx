import { spelled } from '../parts/format';
import type { Order } from '../source/types';

/** Whether a model could tell the two sentences apart by their inputs. */
export function OrderVerdict({ order, on }: { order: Order; on: boolean }) {
  const { same_bag: bag, same_inputs: inputs } = order;
  const same = on ? inputs : bag;
  const [twice, stays] = [repeated(order), unmoved(order)];
  return (
    <div class="order-verdict" role="status">
      <p>
        <span>
          Same rows, each as often: <Answer name="same-bag" value={bag} />
        </span>
        <span>
          Same inputs {on ? 'with' : 'without'} positions: <Answer name="same-inputs" value={same} />
        </span>
      </p>
      <p>
        {sentenceFor(bag, same, on)}
        {on && bag && !same && stays && ` “${spelled(stays)}” keeps its place in both, so its dots stay together.`}
        {twice && ` “${spelled(twice)}” stands twice in one sentence: ${on ? 'two dots now' : 'one dot'}.`}
      </p>
    </div>
  );
}

function Answer({ name, value }: { name: string; value: boolean }) {
  return (
    <strong data-value={name} data-number={value ? '1' : '0'}>
      {value ? 'yes' : 'no'}
    </strong>
  );
}

function sentenceFor(bag: boolean, same: boolean, on: boolean): string {
  if (!bag) return 'The sentences are made of different rows, so even a bag of words tells them apart.';
  if (!on) return 'Every disc sits in a ring: to the model these are one sentence.';
  return same ? 'They are the same even so: every word keeps its place.' : 'The sentences part: a word that changes its place gets another input.';
}

/** A token that one sentence has more than once. */
function repeated({ sentences }: Order): string | undefined {
  for (const { pieces } of sentences) {
    const seen = new Set<number>();
    for (const { id, token } of pieces) {
      if (seen.has(id)) return token;
      seen.add(id);
    }
  }
  return undefined;
}

/** A token that stands at the same position in every sentence. */
function unmoved({ sentences: [first, ...others] }: Order): string | undefined {
  const kept = first?.pieces.find(({ id, position }) => others.every(({ pieces }) => pieces.some((piece) => piece.id === id && piece.position === position)));
  return kept?.token;
}
