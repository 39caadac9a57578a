import { computed, signal } from '@preact/signals';
import { ask, service, type Schemas } from '../api';

const layers = signal<Schemas['LayerList'] | null>(null);

void ask(service.GET('/v1/layers')).then((answer) => { if (answer.ok) layers.value = answer.body; });

/** Names of operators that layers can be followed by, and that networks can end with. */
export const activations = computed(() => layers.value?.activations ?? []);
export const losses = computed(() => layers.value?.losses ?? []);
