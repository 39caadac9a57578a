import { computed, signal } from '@preact/signals';
import { get } from '../api';
import type { OperatorEntry } from '../contracts';

/** The operators that the service knows; loaded once, when the page begins. */
export const catalogue = signal<OperatorEntry[]>([]);

void get<{ operators: OperatorEntry[] }>('/v1/operators').then((answer) => { if (answer.ok) catalogue.value = answer.body.operators; });

const ofFamily = (family: string) => computed(() => catalogue.value.filter((o) => o.family === family).map((o) => o.name));

const activations = ofFamily('activations');
export const unaries = computed(() => [...new Set(['sigmoid', 'tanh', ...activations.value])].filter((name) => catalogue.value.some((o) => o.name === name && o.arity.minimum === 1)));
export const losses = ofFamily('losses');
