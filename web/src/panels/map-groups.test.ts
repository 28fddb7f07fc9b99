import { describe, expect, it } from 'vitest';
import { NO_GROUP } from '../plot/color';
import { groupsOf, legendOf, meansByGroup } from './map-groups';

const lesson = { animals: ['cat', 'dog'], people: ['king'] };

describe('groups of drawn tokens', () => {
  const groups = groupsOf(['dog', 'king', 'table', 'cat', 'oak'], lesson, { animals: ['oak'], trees: ['oak', 'cat'] });

  it('are the lesson’s first, then the table’s own under other names', () => {
    expect(groups.names).toEqual(['animals', 'people', 'trees']);
    expect([...groups.of]).toEqual([0, 1, NO_GROUP, 0, 2]);
  });

  it('are counted for the legend, those without a group last', () => {
    expect(legendOf(groups)).toEqual([
      { group: 0, name: 'animals', count: 2 },
      { group: 1, name: 'people', count: 1 },
      { group: 2, name: 'trees', count: 1 },
      { group: NO_GROUP, name: 'no group', count: 1 },
    ]);
  });

  it('have means', () => {
    expect(meansByGroup(groups, [2, 5, 9, 4, 1]).map(({ mean }) => mean)).toEqual([3, 5, 1, 9]);
  });
});
