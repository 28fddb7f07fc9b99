import { pythonText } from '../parts/format';

/** Lines that show how many positions a table has, where a panel has nothing else to show. */
export function noPositionsPython(table: string): string {
  return `import rowspace as rs\n\ntable = rs.open(${pythonText(table)})\nprint(table.info.positions)`;
}
