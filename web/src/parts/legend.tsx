import './legend.css';

export interface LegendEntry {
  color: string;
  text: string;
  dash?: boolean;
}

/** Names of lines below a chart, where names at their ends would meet. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul class="legend">
      {entries.map(({ color, text, dash }) => (
        <li key={text}>
          <i style={`border-color: ${color}`} data-dash={dash || undefined} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
