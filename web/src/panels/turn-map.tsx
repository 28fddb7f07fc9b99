import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { Twin } from '../parts/twin';
import { useQuery } from '../source/query';
import type { ModelPositions } from '../source/types';
import { numberParam, param } from '../state/address';
import { ModelField, ModelNotes, useModel } from './model-source';
import type { PanelProps } from './list';
import { TurnBars } from './turn-map-bars';

const METHODS = [
  { value: '', label: 'as published' },
  { value: 'default', label: 'none' },
  { value: 'linear', label: 'linear' },
  { value: 'dynamic', label: 'NTK' },
  { value: 'yarn', label: 'YaRN' },
  { value: 'llama3', label: 'Llama 3' },
  { value: 'proportional', label: 'p-RoPE' },
] as const;

/** One bar a pair: how many tokens it takes to turn once, against the contexts of the model. */
export function TurnMapPanel({ id }: PanelProps) {
  const model = useModel();
  const scaling = param(`${id}.scaling`);
  const factor = numberParam(`${id}.factor`, 4);
  const asked = useQuery(() =>
    model.ask<ModelPositions>('', scaling.value ? { scaling: scaling.value, factor: factor.value } : {}),
  );
  const answer = asked.value.value;
  return (
    <Figure
      id={id}
      title="Turn map of a real model"
      asked={[asked]}
      svg
      caption={answer ? captionOf(answer) : 'Wavelength of every pair.'}
      csv={() => ({
        header: ['pair', 'inv_freq', 'wavelength', 'unscaled wavelength'],
        rows: answer?.inv_freq.map((speed, pair) => [pair, speed, answer.wavelengths[pair], answer.unscaled_wavelengths?.[pair] ?? null]) ?? [],
      })}
      python={`import json\nfrom rowspace.operations.positions import model_positions\n\nmodel = model_positions(${model.python}${scaling.value ? `, scaling=${JSON.stringify(scaling.value)}, factor=${factor.value}` : ''})\nprint(model.unfinished, model.attention_factor, model.wavelengths[-1])`}
    >
      <ModelField model={model} only={(entry) => entry.encoding === 'rotary'} />
      <Choice label="Rescaled" options={METHODS} value={scaling} />
      {scaling.value && scaling.value !== 'default' && <Slider label="Factor" min={1} max={32} step={1} value={factor} />}
      {answer && answer.inv_freq.length > 0 && (
        <>
          <TurnBars answer={answer} />
          <p>
            <Num name="unfinished" value={answer.unfinished ?? 0} text={count(answer.unfinished ?? 0)} /> of{' '}
            <Num name="pairs" value={answer.inv_freq.length} text={count(answer.inv_freq.length)} /> pairs never finish a turn within
            the training context. Attention factor <Num name="attention-factor" value={answer.attention_factor} digits={4} />, so scores are
            multiplied by <Num name="logit-factor" value={answer.logit_factor} digits={4} />.
          </p>
          <Twin columns={[{ text: 'pair' }, 'wavelength (tokens)', 'unscaled']} lazy>
            {() =>
              answer.wavelengths.map((wavelength, pair) => (
                <tr key={pair}>
                  <th scope="row">{pair}</th>
                  <td class="right">{wavelength === null ? 'never turns' : <Num name={`wavelength-${pair}`} value={wavelength} digits={2} />}</td>
                  <td class="right">{answer.unscaled_wavelengths?.[pair] ? fixed(answer.unscaled_wavelengths[pair], 2) : ''}</td>
                </tr>
              ))
            }
          </Twin>
        </>
      )}
      {answer && answer.inv_freq.length === 0 && <p>This model turns nothing: its encoding is {answer.encoding}.</p>}
      {answer && <ModelNotes rules={answer.rules} warnings={answer.warnings} />}
    </Figure>
  );
}

function captionOf(answer: ModelPositions): string {
  const contexts = [answer.original && `trained on ${count(answer.original)}`, answer.context && `made for ${count(answer.context)} tokens`].filter(Boolean);
  const theta = answer.base ? `θ = ${count(answer.base)}, ` : '';
  return `${answer.title ?? answer.source}: ${theta}${answer.dim ?? 0} rotary dims, ${answer.method ?? answer.encoding}; ${contexts.join(', ')}. A bar ends where its pair has turned once; the hair line is the unscaled pair. Source: ${answer.evidence ?? 'the config'}.`;
}
