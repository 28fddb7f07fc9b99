import { afterEach, describe, expect, test, vi } from 'vitest';
import { currentAddress, flagParam, goTo, listParam, numberParam, panelTable, param, quietly, setParams, whileDragging } from './address';
import { joinList, splitList } from './parsed';

const task = () => new Promise((done) => setTimeout(done, 0));

afterEach(async () => {
  goTo('/lesson/1');
  await task();
  vi.restoreAllMocks();
});

describe('a parameter', () => {
  test('writes the address, and leaves its fallback out of it', async () => {
    const a = param('pair.a', 'cat');
    a.value = 'new york';
    await task();
    expect(location.search).toBe('?pair.a=new+york');
    a.value = 'cat';
    await task();
    expect(location.search).toBe('');
  });

  test('is restored from the address', () => {
    const a = param('pair.a', 'cat');
    goTo('/lesson/4', '?pair.a=king&x.k=7&x.list=a,b%252Cc&x.on=1');
    expect(a.value).toBe('king');
    expect(numberParam('x.k', 10).value).toBe(7);
    expect(listParam('x.list', []).value).toEqual(['a', 'b,c']);
    expect(flagParam('x.on').value).toBe(true);
    goTo('/lesson/4');
    expect(a.value).toBe('cat');
    expect(numberParam('x.k', 10).value).toBe(10);
  });

  test('that is no number reads as its fallback', () => {
    goTo('/lesson/4', '?x.k=many');
    expect(numberParam('x.k', 10).value).toBe(10);
  });

  test('set by name before its panel asks keeps the value', () => {
    setParams([['later.a', 'dog']]);
    expect(param('later.a', 'cat').value).toBe('dog');
  });
});

describe('the history', () => {
  test('gets one step for what changes in one task', async () => {
    const push = vi.spyOn(history, 'pushState');
    setParams([
      ['pair.a', 'king'],
      ['pair.b', 'queen'],
    ]);
    await task();
    expect(push).toHaveBeenCalledOnce();
    expect(location.search).toBe('?pair.a=king&pair.b=queen');
  });

  test('gets one step for a drag, and none of its moves is lost', async () => {
    const push = vi.spyOn(history, 'pushState');
    const amount = numberParam('rotation.amount', 0);
    for (const value of [0.1, 0.2, 0.3]) {
      whileDragging(() => (amount.value = value));
      // oxlint-disable-next-line no-await-in-loop -- each move of a hand is a task of its own
      await task();
    }
    expect(push).toHaveBeenCalledOnce();
    expect(currentAddress()).toMatch(/rotation\.amount=0\.3$/);
    param('pair.a', 'cat').value = 'dog';
    await task();
    expect(push).toHaveBeenCalledTimes(2);
    expect(location.search).toBe('?pair.a=dog&rotation.amount=0.3');
  });
});

test('what puts a state right makes no step', async () => {
  goTo('/workbench', '?tokens=cat');
  const push = vi.spyOn(history, 'pushState');
  const [tokens, chosen] = [listParam('tokens', []), param('chosen')];
  quietly(() => {
    tokens.value = [];
    chosen.value = '7';
  });
  await task();
  expect(push).not.toHaveBeenCalled();
  expect(location.search).toBe('?chosen=7');
});

test('a list survives commas and percent signs inside its tokens', () => {
  const tokens = ['a,b', '100%', '%2C', ' ', 'ü'];
  expect(splitList(joinList(tokens))).toEqual(tokens);
  expect(splitList('')).toEqual([]);
});

test('a panel’s own table comes before the page’s, and that before the section’s', () => {
  const table = panelTable('map', 'minilm');
  expect(table.value).toBe('minilm');
  param('table').value = 'glove';
  expect(table.value).toBe('glove');
  param('map.table').value = 'classroom';
  expect(table.value).toBe('classroom');
});
