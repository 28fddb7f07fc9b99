import { computed, type ReadonlySignal } from '@preact/signals';
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { BarChart } from '../plot/chart';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { ModelSize, Size } from '../source/types';
import { numberParam, param, type Param } from '../state/address';
import type { PanelProps } from './list';
import { OwnShapeContext } from './own-shape';
import './size.css';

type Dtype = 'fp32' | 'fp16' | 'int8' | 'int4';

const DTYPES: readonly { value: Dtype; label: string }[] = [
  { value: 'fp32', label: 'FP32' },
  { value: 'fp16', label: 'FP16' },
  { value: 'int8', label: 'INT8' },
  { value: 'int4', label: 'INT4' },
];
const FIRST = 'gpt-3-175b';

/** Vocabulary × dims × bytes: a calculator with published models as starting points. */
export function SizePanel({ id }: PanelProps) {
  const own = useContext(OwnShapeContext);
  const model = param(`${id}.model`, own ? '' : FIRST);
  const dtype = param(`${id}.dtype`, 'fp16');
  const [ownRows, ownDim] = [numberParam(`${id}.rows`, 0), numberParam(`${id}.dim`, 0)];
  const models = useQuery(() => get<ModelSize[]>('/api/size/models'));
  const preset = useMemo(() => computed(() => models.value.value?.find((one) => slug(one.name) === model.value)), []);
  const rows = useShape(ownRows, () => preset.value?.rows ?? own?.rows ?? 50_257);
  const dim = useShape(ownDim, () => preset.value?.dim ?? own?.dim ?? 12_288);
  useNewModel(model, () => (ownRows.value = ownDim.value = 0));
  const size = useQuery(() => get<Size>('/api/size', { rows: rows.value, dim: dim.value }));
  const answer = size.value.value;
  const published = preset.value && preset.value.rows === rows.value && preset.value.dim === dim.value ? preset.value : undefined;
  const chosen = (DTYPES.find((one) => one.value === dtype.value) ?? DTYPES[1]).value;
  return (
    <Figure
      id={id}
      title="The size of a table"
      asked={[models, size]}
      caption={
        answer
          ? `Numbers × bytes; 1 GB = 10⁹ bytes, 1 GiB = 2³⁰. INT8 adds a scale a row, INT4 a scale and a minimum for ${answer.group} numbers, in FP16.`
          : 'Numbers × bytes.'
      }
      csv={() => ({
        header: ['dtype', 'bytes', 'bytes of scales', 'GB', 'GiB'],
        rows: answer ? DTYPES.map(({ value }) => [value, answer.bytes[value], answer.scales[value] ?? 0, answer.gb[value], answer.gib[value]]) : [],
      })}
      python={`import rowspace as rs\n\nsize = rs.size(${rows.value}, ${dim.value})\nprint(size.parameters, size.gb["${chosen}"])`}
    >
      <div class="controls">
        <ModelField models={models.value.value ?? []} model={model} own={published ? '' : ownName(own, rows.value, dim.value)} />
        <Choice label="Stored as" options={DTYPES} value={dtype} />
      </div>
      <Slider label="Vocabulary (rows)" min={1_000} max={300_000} step={1} value={rows} text={count} />
      <Slider label="Dims" min={64} max={16_384} step={64} value={dim} text={count} />
      {answer && (
        <>
          <p class="size-sum">
            <Num name="rows" value={answer.rows} text={count(answer.rows)} /> ×{' '}
            <Num name="dim" value={answer.dim} text={count(answer.dim)} /> ={' '}
            <Num name="parameters" value={answer.parameters} text={count(answer.parameters)} /> numbers
          </p>
          <p class="size-answer">
            <strong>
              <Num name="gb" value={answer.gb[chosen]} text={fixed(answer.gb[chosen], 3)} /> GB
            </strong>{' '}
            = <Num name="gib" value={answer.gib[chosen]} text={fixed(answer.gib[chosen], 3)} /> GiB
            {scalesText(answer, chosen)}
          </p>
          <BarChart
            title="Gigabytes by dtype"
            names={56}
            bars={DTYPES.map(({ value, label }) => ({
              label,
              value: answer.gb[value],
              color: value === chosen ? 'var(--accent)' : 'var(--muted)',
              note: 'GB',
            }))}
            text={(value) => fixed(value, value < 0.1 ? 4 : 3)}
          />
          <Share model={published} parameters={answer.parameters} />
        </>
      )}
    </Figure>
  );
}

function ModelField({ models, model, own }: { models: readonly ModelSize[]; model: Param<string>; own: string }) {
  return (
    <label class="field size-model">
      <span>Model</span>
      <select value={own ? '' : model.value} onChange={(event) => (model.value = event.currentTarget.value)}>
        {own && <option value="">{own}</option>}
        {models.map((one) => (
          <option key={one.name} value={slug(one.name)}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a shape of no published model is called: the open table's name, or just that. */
function ownName(own: { name: string; rows: number; dim: number } | null, rows: number, dim: number): string {
  return own && own.rows === rows && own.dim === dim ? own.name : 'own shape';
}

function Share({ model, parameters }: { model: ModelSize | undefined; parameters: number }) {
  if (!model) return <p class="size-note">A shape of your own: choose a model to see what share of it the table is.</p>;
  return (
    <p>
      {model.name} has <Num name="total" value={model.total_parameters} text={billions(model.total_parameters)} /> parameters;
      one table is <Num name="share" value={model.share} text={`${fixed(100 * model.share, model.share < 0.01 ? 2 : 1)} %`} /> of
      them.{' '}
      {model.tied
        ? 'Its output layer reads the same table.'
        : `Its output layer has a table of its own: ${count(2 * parameters)} numbers in both.`}
    </p>
  );
}

function scalesText(size: Size, dtype: Dtype): string {
  const scales = size.scales[dtype];
  return scales ? `, and ${fixed(scales / 1e6, 2)} MB of scales` : '';
}

function billions(value: number): string {
  return value >= 1e9 ? `${fixed(value / 1e9, 2)} billion` : `${fixed(value / 1e6, 1)} million`;
}

/** "GPT-3 175B" -> "gpt-3-175b": how a model reads in the address. */
export function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
}

/** A side of the shape: the address's where it has one, else the model's. */
function useShape(own: Param<number>, ofModel: () => number): Param<number> {
  return useMemo(() => {
    const shown: ReadonlySignal<number> = computed(() => own.value || ofModel());
    return {
      get value() {
        return shown.value;
      },
      set value(value) {
        own.value = value;
      },
      peek: () => shown.peek(),
    };
  }, []);
}

/** Calls `change` when another model is chosen, not when the page opens with one. */
function useNewModel(model: ReadonlySignal<string>, change: () => void): void {
  const last = useRef(model.value);
  useEffect(() => {
    if (last.current !== model.value) change();
    last.current = model.value;
  }, [model.value]);
}
