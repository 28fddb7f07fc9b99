import { Figure } from '../parts/figure';
import { count } from '../parts/format';
import { useQuery } from '../source/query';
import type { LayerView, ModelPositions } from '../source/types';
import { ModelField, ModelNotes, useModel } from './model-source';
import type { PanelProps } from './list';
import './layers.css';

/** One cell a layer: which of them turn, by what θ, how far they look, and which have no position at all. */
export function LayersPanel({ id }: PanelProps) {
  const model = useModel();
  const asked = useQuery(() => model.ask<ModelPositions>(''));
  const answer = asked.value.value;
  const kinds = [...new Set((answer?.layers ?? []).map(kindOf))];
  return (
    <Figure
      id={id}
      title="Layer by layer"
      asked={[asked]}
      caption={answer ? `${answer.layers.length} layers of ${answer.title ?? answer.source}.` : ''}
      csv={() => ({ header: ['layer', 'kind', 'encoding', 'theta', 'window', 'method'], rows: (answer?.layers ?? []).map((one) => [one.layer, one.kind, one.encoding, one.base, one.window, one.method ?? null]) })}
      python={`import json\nfrom rowspace.operations.positions import model_positions\n\nfor layer in model_positions(${model.python}).layers:\n    print(layer.layer, layer.encoding, layer.base, layer.window)`}
    >
      <ModelField model={model} />
      {answer && answer.layers.length === 0 && <p>The settings say nothing of single layers: {answer.encoding} holds for all.</p>}
      <ol class="layers" aria-label="Layers, first to last">
        {(answer?.layers ?? []).map((layer) => (
          <li key={layer.layer} data-kind={kinds.indexOf(kindOf(layer))} title={`layer ${layer.layer}: ${kindOf(layer)}`}>
            {layer.layer}
          </li>
        ))}
      </ol>
      <ul class="layers-legend">
        {kinds.map((kind, index) => (
          <li key={kind}>
            <i data-kind={index} /> {kind}: {count(answer!.layers.filter((layer) => kindOf(layer) === kind).length)}
          </li>
        ))}
      </ul>
      {answer && <ModelNotes rules={answer.rules} warnings={answer.warnings} />}
    </Figure>
  );
}

function kindOf(layer: LayerView): string {
  if (layer.encoding === 'none') return 'no position (NoPE)';
  const theta = layer.base ? `, θ = ${count(layer.base)}` : '';
  const window = layer.window ? `, window ${count(layer.window)}` : '';
  return `${layer.encoding}${theta}${window}`;
}
