import { steps } from 'virtual:lesson';
import { followHere, stepAddress, stepNumber } from './steps';

/** The steps, numbered and named; slim at the side, a strip on top where the page is narrow. */
export function Rail() {
  return (
    <nav class="rail" aria-label="Steps">
      <ol>
        {steps.map(({ number, title }) => (
          <li key={number}>
            <a
              href={stepAddress(number)}
              aria-current={number === stepNumber.value ? 'step' : undefined}
              onClick={followHere(number)}
            >
              <span class="rail-number">{number}</span>
              <span class="rail-title">{title}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
