import { computed, signal } from '@preact/signals';
import { ask, service, type Schemas } from '../api';

const operators = signal<Schemas['Operator'][]>([]);

void ask(service.GET('/v1/operators')).then((answer) => { if (answer.ok) operators.value = answer.body.operators; });

/** Names of operators that layers may be followed by, and that networks may end with. The document's enumerations are made of these same operators. */
export const activations = computed(() => namesWhere<Schemas['ActivationName']>((o) => (o.family === 'activations' || ['sigmoid', 'tanh'].includes(o.name)) && o.arity.minimum === 1));
export const losses = computed(() => namesWhere<Schemas['LossName']>((o) => o.family === 'losses'));

function namesWhere<Name extends string>(fits: (operator: Schemas['Operator']) => boolean): Name[] {
  return operators.value.filter(fits).map((o) => o.name as Name);
}
