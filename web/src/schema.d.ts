// From docs/openapi.json by npm run types.
export interface paths {
    "/v1/misconceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the misconceptions
         * @description Every mistake that grading can name: what goes wrong, what is right, and what a student is told.
         */
        get: operations["listMisconceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the data sets
         * @description Small data sets to train on, generated from a seed: the same seed gives the same points on every machine.
         */
        get: operations["listDatasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Make a data set
         * @description The points of a data set. The query may set `size`, `noise` and `seed`.
         */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the operators
         * @description Every operator with its operands, attributes, formula and derivatives in LaTeX, and its convention at kinks.
         */
        get: operations["listOperators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an operator
         * @description One operator, by its name or by an alias such as `ln`, in any letter case.
         */
        get: operations["getOperator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types of layers
         * @description Every type of layer that a network can have: what it computes, its attributes with their defaults, the tensors that can be given for it, and where it was published. Also the initializers of weights, and the operators that can stand for a layer's `activation` and a network's `loss`.
         */
        get: operations["listLayers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a type of layer
         * @description One type of layer, by its name in any letter case.
         */
        get: operations["getLayer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the optimizers
         * @description Every optimizer that networks are trained with: its update, its attributes with their defaults, and where it was published; and every way in which the learning rate can fall.
         */
        get: operations["listOptimizers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an optimizer
         * @description One optimizer, by its name in any letter case.
         */
        get: operations["getOptimizer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the examples
         * @description Ready requests with the numbers that they must give. Each is read in full at `/v1/examples/{id}`.
         */
        get: operations["listExamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/examples/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an example
         * @description A request that can be posted to `endpoint` as it is, and what the answer must hold.
         */
        get: operations["getExample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the limits
         * @description What one request may cost. What is over a limit is refused before it is computed.
         */
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute every node's value
         * @description Runs the computation forward. `warnings` report numbers that are not finite.
         */
        post: operations["computeEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gradients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute every node's value and gradient
         * @description Runs the computation forward and backward (reverse-mode accumulation). `gradient` is the derivative of the output with respect to the node, summed
         *     over every edge that leaves it. `partials` has one entry for each operand position: `local` is ∂node/∂operand, and `contribution`, the upstream
         *     gradient times `local`, is what this edge adds to the operand's gradient.
         *
         *     `warnings` report numbers that are not finite and every node that sits exactly on a kink, with the convention that was used there.
         */
        post: operations["computeGradients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gradient-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check gradients numerically
         * @description Compares every entry of the computed, or of the claimed, `gradients` with a numeric derivative of the output.
         *
         *     - `adaptive` (default) knows the rounding of this very graph, extrapolates central differences and gives an error bound with each derivative: some
         *       20 evaluations per entry. `central` and `forward` are the textbook formulas with one `step` for all.
         *     - An entry's verdict is `pass`, `fail`, `inconclusive` with the `reason` (rounding hides the derivative, the output is not finite, …) or `kink` with the
         *       derivatives from `left` and `right`. The whole is `fail` where any entry fails, else `kink`, else `inconclusive`, else `pass`.
         *     - With `gradients` and no `wrt`, exactly the claimed nodes are checked. Claims typed with few digits need a `tolerance`.
         *     - An output that is no single number is checked along a fixed direction, shown as `upstream`. It is never all ones.
         */
        post: operations["checkGradients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/derivations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the chain rule out, step by step
         * @description Writes out the chain rule: `steps` forward through the values and backward through the gradients, each as a formula in symbols, the same with
         *     numbers substituted, and a plain sentence. `latex` is all of it as one `aligned` block, in the LaTeX that KaTeX renders.
         *
         *     Chains of numbers are written from the output on (∂z/∂x = ∂z/∂z · ∂z/∂y · ∂y/∂x), forks as the sum over their paths, tensors in matrix form, and
         *     networks of dense layers as textbooks write them: δ² = (W³ᵀ δ³) ⊙ σ′(z²), one column per example.
         *     ∂f/∂a is the derivative over all paths; where a direct edge from a to f stands beside a longer path, the local derivative of the edge has a bar with
         *     what is held fixed: ∂f/∂a|_b.
         *
         *     `paths` lists every path from an input to the output with its product; `symbolic` gives each input's derivative as one expression.
         */
        post: operations["deriveGradients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drawings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a computation with its values and gradients
         * @description Draws the computation from left to right, values over the wires in green, gradients under them in red. The `Accept` header chooses the notation:
         *     `image/svg+xml` (the default), `text/vnd.graphviz` (DOT) or `text/vnd.mermaid`.
         *
         *     The picture follows the reader's light or dark setting and holds neither scripts nor anything from outside. `data-node`, `data-from`, `data-to` and
         *     `data-position` name its nodes and edges.
         */
        post: operations["drawGraph"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a student's answer
         * @description Judges each step by the student's own previous steps, finds the step that broke, and names the mistake. `student` and `teacher` are apart: what a student may see never holds the key. `?format=` gives bodies that learning platforms take as they are.
         */
        post: operations["gradeAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grade-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark many answers to one exercise
         * @description The exercise once and many answers; a mark for each, and counts for the class. As `application/x-ndjson`, the first line is the exercise and each further line an answer: marks are streamed while answers still come. (Swagger UI puts quotes around such a body and cannot send it; `curl --data-binary @file` can.)
         */
        post: operations["gradeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exercise-analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at an exercise before it is used
         * @description Which misconceptions this exercise cannot reveal or cannot tell apart, where its numbers saturate or cancel, and inputs that make all of them visible.
         */
        post: operations["analyseExercise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/solutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move inputs until the output meets a target
         * @description Each iteration sends the output's missing amount back through the graph: a Newton step along the gradient, Δx = (target − f)·∇f/‖∇f‖², which for one input is
         *     (target − f)/f′ and for several the shortest that meets the target to first order. The step is halved while it makes things worse, and, where it jumps over the target, while
         *     that comes at least as near.
         *
         *     `iterations` begins with the start, number 0. Each shows its state and the step taken from it: `delta` is the first-order increment that a node is asked for.
         *     `reason` says how it ended: `converged`, `not-converged`, `zero-gradient` or `left-domain`.
         */
        post: operations["solveForTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a network by gradient descent
         * @description Trains a network on `inputs` (`x`, `y`) or on a `dataset` by name, and answers with the history of the loss and the trained network, ready to be sent again.
         *     With `Accept: text/event-stream` each record of the history is sent as an event `progress` when it is taken, then one `result` with the whole answer;
         *     a run stops when its client disconnects.
         *
         *     Every record is measured over all examples with the weights of that moment. A loss or weights that stop being finite end the run with the history so far and a warning.
         *
         *     `GET /v1/optimizers` has the optimizers and the ways in which the learning rate can fall: their published formulas, attributes, defaults and sources.
         */
        post: operations["trainNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description For orchestrators: an instance that does not answer should be restarted.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the service take requests?
         * @description For orchestrators: an instance that is shutting down answers 503, so that no more requests are sent to it.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The operator that follows a layer: a name, or an object of its `type` and attributes. */
        Activation: components["schemas"]["ActivationName"] | components["schemas"]["ActivationWithAttributes"];
        /** @description An activation on its own. */
        ActivationLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "activation";
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /**
         * @description The operator that follows a layer by name, in any letter case.
         * @enum {string}
         */
        ActivationName: "neg" | "abs" | "sign" | "reciprocal" | "square" | "identity" | "exp" | "log" | "sqrt" | "softplus" | "erf" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "sigmoid" | "relu" | "leakyRelu" | "elu" | "selu" | "gelu" | "softsign" | "silu" | "mish" | "hardSigmoid" | "floor" | "ceil" | "round" | "clip" | "softmax" | "logSoftmax";
        /** @description The operator that follows a layer by its `type`, with its attributes. */
        ActivationWithAttributes: components["schemas"]["PlainActivation"] | components["schemas"]["LeakyReluActivation"] | components["schemas"]["EluActivation"] | components["schemas"]["GeluActivation"] | components["schemas"]["HardSigmoidActivation"] | components["schemas"]["ClipActivation"] | components["schemas"]["SoftmaxActivation"] | components["schemas"]["LogSoftmaxActivation"];
        /** @description Running means m of the gradient and s of its square, corrected for their start at zero in step t, from 1. Without the correction it is the simplified update of CS231n's notes. */
        AdamOptimizer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "adam";
            /**
             * Format: double
             * @description η, the learning rate. Default `0.001`.
             */
            learningRate?: number;
            /**
             * Format: double
             * @description β₁, the share of m that is kept. Default `0.9`.
             */
            beta1?: number;
            /**
             * Format: double
             * @description β₂, the share of s that is kept. Default `0.999`.
             */
            beta2?: number;
            /**
             * Format: double
             * @description ε, added to the root. Default `1e-8`.
             */
            epsilon?: number;
            /** @description Whether m and s are corrected for their start at zero: false gives w ← w − η·m/(√s + ε). Default `true`. */
            biasCorrection?: boolean;
        };
        /** @description A student's answer: values and gradients by node id. */
        Answer: {
            /** @description Values by node id. */
            values?: {
                [key: string]: components["schemas"]["AnswerPart"];
            };
            /** @description Gradients of the output by node id. */
            gradients?: {
                [key: string]: components["schemas"]["AnswerPart"];
            };
        };
        /** @description A number or an array of the node's shape, a formula, or null (or an empty text) for none. */
        AnswerPart: components["schemas"]["Tensor"] | (null | string);
        /** @description How many operands an operator takes. */
        Arity: {
            /**
             * Format: int32
             * @description The fewest.
             */
            minimum: number;
            /**
             * Format: int32
             * @description The most; null where there is no bound.
             */
            maximum: null | number;
        };
        /** @description An attribute that an operator, a layer, an optimizer or an initializer takes. */
        Attribute: {
            /** @description Its name; matched in any letter case. */
            name: string;
            /** @description What it holds: `number`, `integer`, `integers`, `flag` or `text`. */
            kind: string;
            /** @description What it means. */
            description: string;
            /** @description Whether it must be given. */
            required: boolean;
            /**
             * @description Its value where it is left out; absent where leaving it out has a meaning of its own.
             * @example 0.01
             */
            default?: components["schemas"]["AttributeValue"];
            /**
             * Format: double
             * @description The smallest number allowed.
             */
            minimum?: number;
            /**
             * Format: double
             * @description The largest number allowed.
             */
            maximum?: number;
            /** @description The texts allowed, where only some are. */
            choices?: string[];
        };
        /**
         * @description An operator's attribute: a number, a list of numbers, a string, true or false.
         * @example 0.01
         */
        AttributeValue: boolean | number | string | number[];
        /** @description The mean of each window, as the operator averagePool. */
        AveragePoolLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "averagePool";
            /** @description The extent of a window along each axis. */
            kernelShape: number[];
            /** @description The step along each axis; 1 where left out. */
            strides?: number[];
            /** @description Zeros around: all begins, then all ends; none where left out. */
            pads?: number[];
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /** @description One answer of a batch. A bad one never fails the rest. */
        BatchItem: {
            /** @description Your name for it. */
            id: string;
            answer: components["schemas"]["Answer"];
        };
        /** @description Normalises each channel (axis 1) by the batch's own mean and variance, or by mean and variance where they are given, as for a trained network. Axis 1 of sequences is time: each step is then normalised over the batch and the features. */
        BatchNormLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "batchNorm";
            /**
             * Format: double
             * @description Added to the variance. Default `1e-5`.
             */
            epsilon?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description The scale; ones where left out. */
            gamma?: components["schemas"]["Tensor"];
            /** @description The shift; zeros where left out. */
            beta?: components["schemas"]["Tensor"];
            /** @description [channels]: fixed means to normalise by, together with variance. */
            mean?: components["schemas"]["Tensor"];
            /** @description [channels]: fixed variances to normalise by, together with mean. */
            variance?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
        };
        /** @description The last line of a batch in NDJSON. */
        BatchSummary: {
            /** @description Counts for the class. */
            summary: components["schemas"]["ClassReport"];
        };
        /**
         * @description How the derivative is computed that a gradient is compared with.
         * @enum {string}
         */
        CheckMethod: "adaptive" | "central" | "forward";
        /** @description What passes: |analytic − numeric| ≤ absolute + relative · max(|analytic|, |numeric|). */
        CheckTolerance: {
            /**
             * Format: double
             * @description The relative part. Default 1e-4.
             */
            relative?: number;
            /**
             * Format: double
             * @description The absolute part. Default 1e-7.
             */
            absolute?: number;
        };
        /**
         * @description What a check says.
         * @enum {string}
         */
        CheckVerdict: "pass" | "fail" | "inconclusive" | "kink";
        /** @description One element of one gradient, checked. */
        CheckedEntry: {
            /** @description The node's id. */
            node: string;
            /** @description The element's index; empty for a single number. */
            index: number[];
            /**
             * Format: double
             * @description The gradient under test: claimed, else computed; null where it is not finite.
             */
            analytic: null | number;
            /**
             * Format: double
             * @description The numeric derivative; absent where there is none: at a kink, or where no difference quotient is usable.
             */
            numeric?: number;
            /**
             * Format: double
             * @description A bound of the numeric derivative's error, truncation and rounding; `adaptive` only.
             */
            errorBound?: number;
            /**
             * Format: double
             * @description |analytic − numeric|.
             */
            absoluteError?: number;
            /**
             * Format: double
             * @description |analytic − numeric| / max(|analytic|, |numeric|); 0 where both are 0.
             */
            relativeError?: number;
            /** @description What the check says of this entry. */
            verdict: components["schemas"]["CheckVerdict"];
            /**
             * @description Why the entry is inconclusive (`noise`, `overflow`, `domain`, `not-finite`, `kink-nearby`, `not-converged`,
             *     `resolution`, `step-too-small`) or which kink it is on (`corner`, `jump`, `step-over-kink`).
             */
            reason?: string;
            /**
             * Format: double
             * @description At a kink: the derivative from the left; null where it is infinite.
             */
            left?: null | number;
            /**
             * Format: double
             * @description At a kink: the derivative from the right; null where it is infinite.
             */
            right?: null | number;
            /** @description At a kink: whether the analytic gradient lies between the derivatives from left and right, as every convention's does. */
            between?: boolean;
        };
        /** @description What a class got right and wrong. */
        ClassReport: {
            /**
             * Format: int32
             * @description Answers that were looked at.
             */
            count: number;
            /**
             * Format: int32
             * @description Of those, the ones that were marked.
             */
            graded: number;
            /**
             * Format: int32
             * @description Of those, the ones that were not.
             */
            failed: number;
            /**
             * Format: double
             * @description The mean score of the marked ones; only where there are any.
             */
            meanScore?: number;
            /** @description Counts by part: values first, each in topological order. */
            parts: components["schemas"]["PartReport"][];
            /** @description In how many answers each misconception was found, in the order of the catalogue. */
            misconceptions: components["schemas"]["MisconceptionCount"][];
        };
        /** @description The operand, kept between min and max; max everywhere where min is above it. */
        ClipActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "clip";
            /**
             * Format: double
             * @description The lower bound; none where it is left out.
             */
            min?: number;
            /**
             * Format: double
             * @description The upper bound; none where it is left out.
             */
            max?: number;
        };
        /** @description Moodle CodeRunner, "Combinator-template grading": what the template prints. */
        CodeRunnerResults: {
            /**
             * Format: double
             * @description 0 to 1.
             */
            fraction: number;
            /** @description What is said of the answer as a whole, as markup. */
            prologuehtml?: string;
            /** @description A table of one row per part under a row of headings, where the level of feedback shows parts: strings, and the numbers 0 and 1 under `iscorrect`. */
            testresults?: components["schemas"]["CodeRunnerRow"][];
            /** @description How the columns between those of `iscorrect` are written. */
            columnformats?: string[];
        };
        /** @description A row of texts and of the numbers 0 and 1. */
        CodeRunnerRow: (number | string)[];
        /** @description Misconceptions that give the same numbers. */
        Confusion: {
            /** @description Two or more, by id. */
            misconceptions: string[];
            /** @description The parts that they give the same numbers for. */
            parts: string[];
        };
        /** @description All the same number. */
        ConstantInitializer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "constant";
            /**
             * Format: double
             * @description The number. Default `0.1`.
             */
            value?: number;
        };
        /** @description Cross-correlation over [batch, channels, length] with one bias per filter, as the operator conv. */
        Conv1dLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conv1d";
            /** @description The number of filters; may be left out where weights are given. */
            filters?: number;
            /** @description The extent of a filter along each axis; may be left out where weights are given. */
            kernelShape?: number[];
            /** @description The step along each axis; 1 where left out. */
            strides?: number[];
            /** @description Zeros around: all begins, then all ends; none where left out. */
            pads?: number[];
            /** @description The distance between a filter's elements along each axis; 1 where left out. */
            dilations?: number[];
            /** @description Into how many groups the channels are divided. Default `1`. */
            group?: number;
            /** @description Whether the layer has biases. Default `true`. */
            useBias?: boolean;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [filters][channels / group][width]. */
            weights?: components["schemas"]["Tensor"];
            /** @description [filters]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description Cross-correlation over [batch, channels, height, width] with one bias per filter, as the operator conv. */
        Conv2dLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conv2d";
            /** @description The number of filters; may be left out where weights are given. */
            filters?: number;
            /** @description The extent of a filter along each axis; may be left out where weights are given. */
            kernelShape?: number[];
            /** @description The step along each axis; 1 where left out. */
            strides?: number[];
            /** @description Zeros around: all begins, then all ends; none where left out. */
            pads?: number[];
            /** @description The distance between a filter's elements along each axis; 1 where left out. */
            dilations?: number[];
            /** @description Into how many groups the channels are divided. Default `1`. */
            group?: number;
            /** @description Whether the layer has biases. Default `true`. */
            useBias?: boolean;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [filters][channels / group][height][width]. */
            weights?: components["schemas"]["Tensor"];
            /** @description [filters]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description Credit, 0 to 1, for entries that are not right by the key. */
        Credit: {
            /**
             * Format: double
             * @description For an entry that follows from the student's own earlier steps. Default 1.
             */
            followThrough?: number;
            /**
             * Format: double
             * @description For an entry that is wrong by a named mistake. Default 0.
             */
            diagnosed?: number;
        };
        /** @description A data set by name. */
        Dataset: {
            /** @description Its name: GET /v1/datasets lists all. */
            name: components["schemas"]["DatasetName"];
            /**
             * Format: double
             * @description The number of points.
             */
            size?: number;
            /**
             * Format: double
             * @description The standard deviation of the noise.
             */
            noise?: number;
            /**
             * Format: double
             * @description Seeds the noise.
             */
            seed?: number;
            /** @description How classes are written: `column` ([[0], [1], …], the default) or `classes` ([0, 1, …]). */
            targets?: string;
        };
        /** @description One row per point. */
        DatasetExamples: number[][];
        /** @description The data sets, briefly. */
        DatasetList: {
            /** @description Every data set. */
            datasets: components["schemas"]["DatasetSummary"][];
        };
        /**
         * @description A data set by name, in any letter case.
         * @enum {string}
         */
        DatasetName: "xor" | "circles" | "moons" | "spiral" | "gaussians" | "line" | "sine";
        /** @description A data set with its points. */
        DatasetPoints: {
            /** @description Its name. */
            name: string;
            /** @description What it is good for. */
            summary: string;
            /** @description How a point is made. */
            definition: string;
            /** @description `classification` (targets 0 and 1) or `regression`. */
            task: string;
            /**
             * Format: int32
             * @description The number of points; in the list, the default.
             */
            size: number;
            /**
             * Format: double
             * @description The standard deviation of the noise; in the list, the default.
             */
            noise: number;
            /**
             * Format: int32
             * @description The seed of the noise.
             */
            seed: number;
            /** @description The examples, one row per point. */
            x: components["schemas"]["DatasetExamples"];
            /** @description The targets, one row per point, or one class per point. */
            y: components["schemas"]["DatasetTargets"];
        };
        /** @description A data set, briefly. */
        DatasetSummary: {
            /** @description Its name. */
            name: string;
            /** @description What it is good for. */
            summary: string;
            /** @description How a point is made. */
            definition: string;
            /** @description `classification` (targets 0 and 1) or `regression`. */
            task: string;
            /**
             * Format: int32
             * @description The number of points; in the list, the default.
             */
            size: number;
            /**
             * Format: double
             * @description The standard deviation of the noise; in the list, the default.
             */
            noise: number;
        };
        /** @description One row per point, or one class per point. */
        DatasetTargets: number[][] | number[];
        /** @description An affine map with one row of W per unit. Over sequences [batch, time, features] it is applied at each time step. */
        DenseLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "dense";
            /** @description The number of units; may be left out where weights are given. */
            units?: number;
            /** @description Whether the layer has biases. Default `true`. */
            useBias?: boolean;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [units][features], one row per unit. */
            weights?: components["schemas"]["Tensor"];
            /** @description [units]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description The passes of a computation, written out. */
        Derivation: {
            /** @description The id of the output. */
            output: string;
            /** @description The output's value. */
            value: components["schemas"]["ResultTensor"];
            /** @description The steps, forward then backward. */
            steps: components["schemas"]["DerivationStep"][];
            /** @description All steps as one block of aligned equations. */
            latex: string;
            /** @description The paths from each input and parameter to the output. */
            paths: components["schemas"]["NodePaths"][];
            /** @description Each input's and parameter's derivative as an expression; only where asked for. */
            symbolic?: components["schemas"]["SymbolicDerivative"][];
            /** @description Numbers that are not finite, and nodes that sit exactly on a kink. */
            warnings: components["schemas"]["Warning"][];
        };
        /**
         * @description How much of a derivation is written.
         * @enum {string}
         */
        DerivationDetail: "nodes" | "elements";
        /**
         * @description Which pass a step belongs to.
         * @enum {string}
         */
        DerivationPhase: "forward" | "backward";
        /** @description One step of a derivation. */
        DerivationStep: {
            /** @description The node that the step is about. */
            node: string;
            /** @description The index of the element that it is about; only in derivations by elements. */
            index?: number[];
            /** @description The pass that it belongs to. */
            phase: components["schemas"]["DerivationPhase"];
            /** @description The formula in symbols. */
            latex: string;
            /** @description The formula with numbers substituted. */
            latexNumbers: string;
            /** @description The step in one plain sentence. */
            text: string;
        };
        /** @description The members of DerivationsRequest besides the computation. */
        DerivationsOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description `nodes` (default): one step per node, tensors in matrix form. `elements`: one step per element, every weight by itself. */
            detail?: components["schemas"]["DerivationDetail"];
            /**
             * Format: int32
             * @description Significant digits of the numbers in formulas and sentences. Default 6.
             */
            digits?: number;
            /** @description Whether every path from an input to the output is listed with its product. Their number is always given. Default false. */
            paths?: boolean;
            /**
             * Format: int32
             * @description The most paths that are listed for one input. Default 100.
             */
            maxPaths?: number;
            /** @description Whether each input's derivative is given as one expression of the inputs, in the expression language. Default false. */
            symbolic?: boolean;
        };
        /** @description A computation to be explained. */
        DerivationsRequest: components["schemas"]["DerivationsWithExpression"] | components["schemas"]["DerivationsWithGraph"] | components["schemas"]["DerivationsWithNetwork"];
        /** @description A computation to be explained. The computation is given as an expression. */
        DerivationsWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["DerivationsOptions"];
        /** @description A computation to be explained. The computation is given as a graph. */
        DerivationsWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["DerivationsOptions"];
        /** @description A computation to be explained. The computation is given as a network. */
        DerivationsWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["DerivationsOptions"];
        /** @description A derivative of an operator. */
        Derivative: {
            /** @description The operand's name. */
            operand: string;
            /** @description The derivative, or the contribution, in LaTeX. */
            formula: string;
        };
        /** @description A misconception that explains a wrong part. */
        Diagnosis: {
            /** @description The misconception's id: GET /v1/misconceptions lists all. */
            id: string;
            /** @description The edge in the direction of the gradient, such as `q→y`; only where the mistake is about one edge. */
            edge?: string;
            /** @description The node whose numbers were taken; only where there is no edge and it is another than the part's own. */
            with?: string;
            /** @description How far it reaches. */
            scope: components["schemas"]["MistakeScope"];
        };
        /** @description A node after the backward pass. */
        DifferentiatedNode: {
            /** @description Its name. */
            id: string;
            /** @description Its operator. */
            op: string;
            /** @description Its source text, where it has one. */
            label?: string;
            /** @description The ids of its operands; absent on leaves. */
            inputs?: string[];
            /** @description The extents of its axes; empty for a single number. */
            shape: number[];
            /** @description Its value. */
            value: components["schemas"]["ResultTensor"];
            /** @description The derivative of the output with respect to the node, summed over every edge that leaves it; 0 where no path leads to the output; absent on constants. */
            gradient?: components["schemas"]["ResultTensor"];
            /** @description The node's edges to its operands, one entry per position; constants and operands that are not differentiated have none. Absent on leaves, or without partials. */
            partials?: components["schemas"]["Partial"][];
        };
        /**
         * @description What a drawing shows.
         * @enum {string}
         */
        DrawingView: "graph" | "neurons";
        /** @description The members of DrawingsRequest besides the computation. */
        DrawingsOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description `graph` (default): the computation graph as a circuit. `neurons`: a chain of dense layers as neurons and weights. */
            view?: components["schemas"]["DrawingView"];
            /** @description The numbers that are shown. Default values and gradients. */
            show?: components["schemas"]["DrawnNumber"][];
            /**
             * Format: int32
             * @description Significant digits of the numbers. Default 4.
             */
            digits?: number;
        };
        /** @description A computation to be drawn. */
        DrawingsRequest: components["schemas"]["DrawingsWithExpression"] | components["schemas"]["DrawingsWithGraph"] | components["schemas"]["DrawingsWithNetwork"];
        /** @description A computation to be drawn. The computation is given as an expression. */
        DrawingsWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["DrawingsOptions"];
        /** @description A computation to be drawn. The computation is given as a graph. */
        DrawingsWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["DrawingsOptions"];
        /** @description A computation to be drawn. The computation is given as a network. */
        DrawingsWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["DrawingsOptions"];
        /**
         * @description A kind of number that a drawing can show.
         * @enum {string}
         */
        DrawnNumber: "values" | "gradients" | "local" | "upstream" | "contributions";
        /** @description Drops a random share of the numbers and divides the others by 1 − ratio (inverted dropout). A computation draws one mask from the seed; training draws a new mask for every step and drops nothing when it measures. */
        DropoutLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "dropout";
            /**
             * Format: double
             * @description The share that is dropped. Default `0.5`.
             */
            ratio?: number;
            /** @description Seeds the mask; left out: the layer's number, from 1. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /** @description The operand where it is positive, else alpha times (e to the power of the operand minus 1). */
        EluActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "elu";
            /**
             * Format: double
             * @description The scale where the operand is negative. Default `1`.
             */
            alpha?: number;
        };
        /** @description Replaces each whole number with that row of W: [batch, time] becomes [batch, time, units]. */
        EmbeddingLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "embedding";
            /** @description The number of rows; may be left out where weights are given. */
            vocabulary?: number;
            /** @description The length of a row; may be left out where weights are given. */
            units?: number;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [vocabulary][units]. */
            weights?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description Where training stood after so many epochs. */
        Epoch: {
            /**
             * Format: int32
             * @description Epochs that had passed; 0 for the start.
             */
            epoch: number;
            /**
             * Format: double
             * @description The loss over all examples, penalty included.
             */
            loss: number;
            /**
             * Format: double
             * @description The norm of the loss's gradient over all parameters; null where it is not finite.
             */
            gradientNorm: null | number;
            /**
             * Format: double
             * @description The share of examples that are classified right; only for classification losses.
             */
            accuracy?: number;
            /** @description What kept layers from learning, where anything did. */
            warnings?: components["schemas"]["Warning"][];
            /** @description The network at that moment; only in progress events, where it was asked for. */
            network?: components["schemas"]["Network"];
        };
        /** @description A node after the forward pass. */
        EvaluatedNode: {
            /** @description Its name. */
            id: string;
            /** @description Its operator. */
            op: string;
            /** @description Its source text, where it has one. */
            label?: string;
            /** @description The ids of its operands; absent on leaves. */
            inputs?: string[];
            /** @description The extents of its axes; empty for a single number. */
            shape: number[];
            /** @description Its value. */
            value: components["schemas"]["ResultTensor"];
        };
        /** @description Every node's value. */
        Evaluation: {
            /** @description The id of the output. */
            output: string;
            /** @description The output's value. */
            value: components["schemas"]["ResultTensor"];
            /** @description The nodes in topological order. */
            nodes: components["schemas"]["EvaluatedNode"][];
            /** @description The layers with the ids of their nodes; only where the computation was written as a network. */
            layers?: components["schemas"]["LayerNodes"][];
            /** @description Numbers that are not finite. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description The members of EvaluationsRequest besides the computation. */
        EvaluationsOptions: {
            /** @description The ids of the nodes to return; default all. Each once; they are returned in topological order. */
            select?: string[];
        };
        /** @description A computation to be run forward. */
        EvaluationsRequest: components["schemas"]["EvaluationsWithExpression"] | components["schemas"]["EvaluationsWithGraph"] | components["schemas"]["EvaluationsWithNetwork"];
        /** @description A computation to be run forward. The computation is given as an expression. */
        EvaluationsWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["EvaluationsOptions"];
        /** @description A computation to be run forward. The computation is given as a graph. */
        EvaluationsWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["EvaluationsOptions"];
        /** @description A computation to be run forward. The computation is given as a network. */
        EvaluationsWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["EvaluationsOptions"];
        /** @description A request that can be sent as it is, and what it must give. */
        Example: {
            /** @description A stable name. */
            id: string;
            /** @description What it shows, in a few words. */
            title: string;
            /** @description What it shows. */
            description: string;
            /** @description Where it was published; absent on examples of the service's own. */
            source?: string;
            /** @description The path to post it to. */
            endpoint: string;
            /** @description The Content-Type to send it as. Default `application/json`; of `application/x-ndjson`, `request` is the array of the lines. */
            contentType?: string;
            /** @description The Accept header to send with it, where the operation answers in several media types. */
            accept?: string;
            /** @description The body to send. */
            request: components["schemas"]["ExampleRequest"];
            /** @description What the answer must hold. */
            expect: components["schemas"]["ExampleExpectation"];
            /** @description By how much the answer's numbers may differ. */
            tolerance: components["schemas"]["ExampleTolerance"];
        };
        /** @description What the answer to an example must hold. */
        ExampleExpectation: {
            /** @description Values and gradients, by node id. */
            nodes?: {
                [key: string]: components["schemas"]["ExpectedNode"];
            };
            /** @description Values by their place in the answer, the parts of which are separated by dots: `history.0.loss`. Of lines, the first part is the line's number, from 0. */
            at?: components["schemas"]["ExpectedValues"];
            /** @description What stands somewhere in the text of the answer. */
            contains?: string[];
        };
        /** @description The examples, briefly. */
        ExampleList: {
            /** @description Every example. */
            examples: components["schemas"]["ExampleSummary"][];
        };
        /** @description The body: a computation with the members that the operation takes besides; of `application/x-ndjson`, the lines. */
        ExampleRequest: components["schemas"]["ExpressionComputation"] | components["schemas"]["GraphComputation"] | components["schemas"]["NetworkComputation"] | components["schemas"]["GradeBatchLine"][];
        /** @description An example, briefly. */
        ExampleSummary: {
            /** @description A stable name: the example itself is at /v1/examples/{id}. */
            id: string;
            /** @description What it shows, in a few words. */
            title: string;
            /** @description What it shows. */
            description: string;
            /** @description The path to post it to. */
            endpoint: string;
            /** @description The Content-Type to send it as. Default `application/json`. */
            contentType?: string;
        };
        /** @description By how much numbers may differ: absolute + relative · |expected|. */
        ExampleTolerance: {
            /**
             * Format: double
             * @description In proportion to the expected number.
             */
            relative: number;
            /**
             * Format: double
             * @description Whatever the expected number.
             */
            absolute: number;
        };
        /** @description The members of ExerciseAnalysesRequest besides the computation. */
        ExerciseAnalysesOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
        };
        /** @description An exercise to be looked at before it is used. */
        ExerciseAnalysesRequest: components["schemas"]["ExerciseAnalysesWithExpression"] | components["schemas"]["ExerciseAnalysesWithGraph"] | components["schemas"]["ExerciseAnalysesWithNetwork"];
        /** @description An exercise to be looked at before it is used. The computation is given as an expression. */
        ExerciseAnalysesWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["ExerciseAnalysesOptions"];
        /** @description An exercise to be looked at before it is used. The computation is given as a graph. */
        ExerciseAnalysesWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["ExerciseAnalysesOptions"];
        /** @description An exercise to be looked at before it is used. The computation is given as a network. */
        ExerciseAnalysesWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["ExerciseAnalysesOptions"];
        /** @description What an exercise shows and hides. */
        ExerciseAnalysis: {
            /** @description Whether every place was looked at; false for exercises over the limit on work. */
            complete: boolean;
            /** @description Every misconception that can happen here, in the order of the catalogue. */
            misconceptions: components["schemas"]["Visibility"][];
            /** @description The ids of those that can be seen nowhere. */
            invisible: string[];
            /** @description Misconceptions that cannot be told apart. */
            indistinguishable: components["schemas"]["Confusion"][];
            /** @description Saturation, cancellation, dead nodes and kinks. */
            warnings: components["schemas"]["Warning"][];
            /** @description Nearby inputs that show more, ready to be sent; only where some were found and needed. */
            suggestedInputs?: {
                [key: string]: components["schemas"]["Tensor"];
            };
        };
        /** @description What the answer must hold of a node. */
        ExpectedNode: {
            /** @description Its value. */
            value?: components["schemas"]["ResultTensor"];
            /** @description Its gradient. */
            gradient?: components["schemas"]["ResultTensor"];
        };
        /** @description A number or an array, a text or a list of texts, or true or false. */
        ExpectedValue: components["schemas"]["ResultTensor"] | string | boolean | string[];
        /** @description Values by their place. */
        ExpectedValues: {
            [key: string]: components["schemas"]["ExpectedValue"];
        };
        /** @description The learning rate falls by the same factor each epoch. */
        ExponentialLearningRateDecay: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "exponential";
            /**
             * Format: double
             * @description k, how fast it falls.
             */
            rate: number;
        };
        /** @description A computation, given as an expression. */
        ExpressionComputation: {
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression: string;
        };
        /**
         * @description How much a student is told, each level including all before it.
         * @enum {string}
         */
        FeedbackLevel: "score" | "verdicts" | "firstWrongStep" | "diagnosis" | "solution";
        /** @description All axes after the batch as one. */
        FlattenLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "flatten";
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /**
         * @description Which forward values a student's local derivatives are judged with.
         * @enum {string}
         */
        ForwardBase: "key" | "student" | "printed";
        /** @description The operand times the normal distribution function of it, or its approximation by tanh. */
        GeluActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gelu";
            /**
             * @description 'none' for the exact function, 'tanh' for ½x(1 + tanh(√(2/π)(x + 0.044715x³))). Default `"none"`.
             * @enum {string}
             */
            approximate?: "none" | "tanh";
        };
        /** @description The mean of each channel, one feature per channel: [batch, channels]. */
        GlobalAveragePoolLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "globalAveragePool";
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /** @description A mark. What a student may see and what only a teacher may are two members, and nothing is shared between them. */
        Grade: {
            /** @description A hash of exercise, policy, answer and version: the same for a replay. Not there where the grader has failed. */
            resultId?: string;
            /** @description Whether there is a mark. Where there is none, the grader has failed: then there is an `incident` and nothing else. */
            gradable: boolean;
            /**
             * Format: double
             * @description 0 to 1, by the exercise's policy.
             */
            score?: number;
            /**
             * Format: double
             * @description 0 to 1, by the key alone.
             */
            absoluteScore?: number;
            /**
             * Format: double
             * @description 0 to 1, with follow-through at full credit.
             */
            methodScore?: number;
            /** @description What the student may see at the exercise's level of feedback. */
            student?: components["schemas"]["StudentReport"];
            /** @description What the teacher sees. */
            teacher?: components["schemas"]["TeacherReport"];
            /** @description Where the grader has failed: the name under which the service's operator finds what went wrong. */
            incident?: string;
        };
        /** @description The marks of a class. */
        GradeBatch: {
            /** @description The marks, one an answer, in the order of the answers. */
            items: components["schemas"]["GradedItem"][];
            /** @description Counts for the class. */
            summary: components["schemas"]["ClassReport"];
        };
        /** @description One line: the mark of one answer, in the order in which they came; the last is the summary, or a problem in its place where the batch had to be stopped. */
        GradeBatchAnswerLine: components["schemas"]["GradedItem"] | components["schemas"]["BatchSummary"] | components["schemas"]["Problem"];
        /** @description The first line of a batch in NDJSON: the exercise. Each line after it is one answer. */
        GradeBatchHead: components["schemas"]["GradeBatchHeadWithExpression"] | components["schemas"]["GradeBatchHeadWithGraph"] | components["schemas"]["GradeBatchHeadWithNetwork"];
        /** @description The members of GradeBatchHead besides the computation. */
        GradeBatchHeadOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
        };
        /** @description The first line of a batch in NDJSON: the exercise. Each line after it is one answer. The computation is given as an expression. */
        GradeBatchHeadWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["GradeBatchHeadOptions"];
        /** @description The first line of a batch in NDJSON: the exercise. Each line after it is one answer. The computation is given as a graph. */
        GradeBatchHeadWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["GradeBatchHeadOptions"];
        /** @description The first line of a batch in NDJSON: the exercise. Each line after it is one answer. The computation is given as a network. */
        GradeBatchHeadWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["GradeBatchHeadOptions"];
        /** @description One line: the first is the exercise, each further one an answer. */
        GradeBatchLine: components["schemas"]["GradeBatchHead"] | components["schemas"]["BatchItem"];
        /** @description The members of GradeBatchesRequest besides the computation. */
        GradeBatchesOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
            /** @description The answers, each `{ "id", "answer" }`. */
            answers: components["schemas"]["BatchItem"][];
        };
        /** @description An exercise and many answers to it. */
        GradeBatchesRequest: components["schemas"]["GradeBatchesWithExpression"] | components["schemas"]["GradeBatchesWithGraph"] | components["schemas"]["GradeBatchesWithNetwork"];
        /** @description An exercise and many answers to it. The computation is given as an expression. */
        GradeBatchesWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["GradeBatchesOptions"];
        /** @description An exercise and many answers to it. The computation is given as a graph. */
        GradeBatchesWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["GradeBatchesOptions"];
        /** @description An exercise and many answers to it. The computation is given as a network. */
        GradeBatchesWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["GradeBatchesOptions"];
        /** @description One answer of a batch after marking. A bad one never fails the rest. */
        GradedItem: {
            /** @description The client's name for it; absent where it could not be read. */
            id?: string;
            /**
             * Format: int32
             * @description 200 where it was marked; 400 where it is no answer; 413 where its line is too long; 422 where marking it would take too much work.
             */
            status: number;
            /** @description What is wrong with it; only where it was not marked. */
            errors?: components["schemas"]["Issue"][];
            /** @description Its mark. */
            grade?: components["schemas"]["Grade"];
        };
        /** @description The members of GradesRequest besides the computation. */
        GradesOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
            /** @description What the student answered: `values` and `gradients` by node id, each a number, an array of the node's shape, a formula, or null. */
            answer: components["schemas"]["Answer"];
        };
        /** @description An exercise and an answer to it. */
        GradesRequest: components["schemas"]["GradesWithExpression"] | components["schemas"]["GradesWithGraph"] | components["schemas"]["GradesWithNetwork"];
        /** @description An exercise and an answer to it. The computation is given as an expression. */
        GradesWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["GradesOptions"];
        /** @description An exercise and an answer to it. The computation is given as a graph. */
        GradesWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["GradesOptions"];
        /** @description An exercise and an answer to it. The computation is given as a network. */
        GradesWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["GradesOptions"];
        /** @description Gradescope, "Autograder Specifications": results.json. */
        GradescopeResults: {
            /**
             * Format: double
             * @description The points in all; only where not every part has a test of its own, for Gradescope sums those.
             */
            score?: number;
            /** @description What is said of the answer as a whole. */
            output: string;
            /** @description How that is written. */
            output_format: string;
            /** @description When students see it. */
            visibility: string;
            /** @description When students see what the autograder printed. */
            stdout_visibility: string;
            /** @description One test per part; one for all where the level of feedback shows no parts. */
            tests: components["schemas"]["GradescopeTest"][];
        };
        /** @description A part as Gradescope shows it. */
        GradescopeTest: {
            /** @description The part. */
            name: string;
            /** @description How its name is written. */
            name_format?: string;
            /**
             * Format: double
             * @description The points that it earns.
             */
            score: number;
            /**
             * Format: double
             * @description What it counts.
             */
            max_score: number;
            /** @description `passed` or `failed`. */
            status?: string;
            /** @description What the student is told. */
            output?: string;
            /** @description How that is written. */
            output_format?: string;
            /** @description When students see it. */
            visibility: string;
        };
        /** @description A gradient check's result. */
        GradientCheck: {
            /** @description `fail` where an entry fails, else `kink`, else `inconclusive`, else `pass`. */
            verdict: components["schemas"]["CheckVerdict"];
            /** @description The method. */
            method: components["schemas"]["CheckMethod"];
            /**
             * Format: int64
             * @description How often the output was evaluated: once at the point itself, and once for each shifted point.
             */
            evaluations: number;
            /**
             * Format: double
             * @description The largest relative error among the entries that passed or failed and whose derivative can be told from zero; 0 where there are none.
             */
            largestRelativeError: number;
            /** @description The gradient of the output that the derivatives were taken along; only where the output is not a single number. */
            upstream?: components["schemas"]["ResultTensor"];
            /** @description The entries: nodes in the order of `wrt` (default topological), elements in row-major order. */
            entries: components["schemas"]["CheckedEntry"][];
            /** @description Numbers that are not finite, and the nodes whose kinks the entries sit on. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description The members of GradientChecksRequest besides the computation. */
        GradientChecksOptions: {
            /**
             * @description The ids of the input and parameter nodes to check, in the order of the answer. Default: the nodes of `gradients` where it is given, else
             *     all. A node without a claim is checked with its computed gradient.
             */
            wrt?: string[];
            /** @description Claimed gradients by node id, each of its node's shape: these are checked instead of the computed ones. */
            gradients?: components["schemas"]["TensorMap"];
            /**
             * @description `adaptive` (default): extrapolated central differences with steps and an error bound from the graph itself. `central`:
             *                 (f(x + h) − f(x − h)) / 2h. `forward`: (f(x + h) − f(x)) / h.
             */
            method?: components["schemas"]["CheckMethod"];
            /**
             * Format: double
             * @description The step h of `central` (default 1e-5) and `forward` (default 1e-7). `adaptive` chooses its own.
             */
            step?: number;
            /**
             * @description What difference passes. The textbook methods use relative 1e-4 and absolute 1e-7 where it is left out; `adaptive` then decides by its own
             *     error bound: give a tolerance for claims that were typed with few digits.
             */
            tolerance?: components["schemas"]["CheckTolerance"];
            /** @description The gradient of the output, in its shape. Default 1; an output that is no single number is checked along a fixed direction without it, but claims need it. */
            upstream?: components["schemas"]["Tensor"];
        };
        /** @description A computation whose gradients are to be compared with numeric derivatives. */
        GradientChecksRequest: components["schemas"]["GradientChecksWithExpression"] | components["schemas"]["GradientChecksWithGraph"] | components["schemas"]["GradientChecksWithNetwork"];
        /** @description A computation whose gradients are to be compared with numeric derivatives. The computation is given as an expression. */
        GradientChecksWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["GradientChecksOptions"];
        /** @description A computation whose gradients are to be compared with numeric derivatives. The computation is given as a graph. */
        GradientChecksWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["GradientChecksOptions"];
        /** @description A computation whose gradients are to be compared with numeric derivatives. The computation is given as a network. */
        GradientChecksWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["GradientChecksOptions"];
        /** @description Every node's value and gradient. */
        Gradients: {
            /** @description The id of the output. */
            output: string;
            /** @description The output's value. */
            value: components["schemas"]["ResultTensor"];
            /** @description The nodes in topological order. */
            nodes: components["schemas"]["DifferentiatedNode"][];
            /** @description The layers with the ids of their nodes; only where the computation was written as a network. */
            layers?: components["schemas"]["LayerNodes"][];
            /** @description Numbers that are not finite, and nodes that sit exactly on a kink. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description The members of GradientsRequest besides the computation. */
        GradientsOptions: {
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description Whether every edge's local derivative and contribution are returned. Default true. */
            partials?: boolean;
            /** @description The ids of the nodes to return; default all. Each once; they are returned in topological order. */
            select?: string[];
        };
        /** @description A computation to be run forward and backward. */
        GradientsRequest: components["schemas"]["GradientsWithExpression"] | components["schemas"]["GradientsWithGraph"] | components["schemas"]["GradientsWithNetwork"];
        /** @description A computation to be run forward and backward. The computation is given as an expression. */
        GradientsWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["GradientsOptions"];
        /** @description A computation to be run forward and backward. The computation is given as a graph. */
        GradientsWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["GradientsOptions"];
        /** @description A computation to be run forward and backward. The computation is given as a network. */
        GradientsWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["GradientsOptions"];
        /** @description A computation as a graph of named nodes, in any order. */
        Graph: {
            /** @description The nodes, in any order. */
            nodes: components["schemas"]["Node"][];
            /** @description The id of the output. May be left out where exactly one node feeds no other. */
            output?: string;
        };
        /** @description A computation, given as a graph. */
        GraphComputation: {
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The computation as a graph of named nodes. */
            graph: components["schemas"]["Graph"];
        };
        /** @description A path along which a gradient flows back. */
        GraphPath: {
            /** @description The nodes from the input to the output. */
            nodes: string[];
            /** @description For each node but the first, the operand position at which the path enters it. */
            positions: number[];
            /** @description The product of local derivatives in symbols, from the output on. */
            latex: string;
            /** @description The product with numbers substituted; only where every node on the path is a single number. */
            latexNumbers?: string;
            /**
             * Format: double
             * @description The product's value; only where every node on the path is a single number; `null` where it is not finite.
             */
            product?: null | number;
        };
        /** @description Normalises each example over groups of channels, as the operator groupNormalization. */
        GroupNormLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "groupNorm";
            /** @description Into how many groups the channels are divided. */
            numGroups: number;
            /**
             * Format: double
             * @description Added to the variance. Default `1e-5`.
             */
            epsilon?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description The scale; ones where left out. */
            gamma?: components["schemas"]["Tensor"];
            /** @description The shift; zeros where left out. */
            beta?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
        };
        /** @description alpha times the operand plus beta, kept between 0 and 1. */
        HardSigmoidActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hardSigmoid";
            /**
             * Format: double
             * @description The slope between the bounds. Default `0.2`.
             */
            alpha?: number;
            /**
             * Format: double
             * @description The value at 0. Default `0.5`.
             */
            beta?: number;
        };
        /** @description How the service is. */
        Health: {
            /** @description `healthy`. */
            status: string;
        };
        /** @description The mean of half the squared error where it is within delta, and of its tangent outside. */
        HuberLoss: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "huber";
            /**
             * Format: double
             * @description The error at which the square turns into a line; more than 0. Default `1`.
             */
            delta?: number;
        };
        /** @description How weights that are not given are drawn: a name, or an object of its `type` and attributes. */
        Initializer: components["schemas"]["InitializerName"] | components["schemas"]["InitializerWithAttributes"];
        /**
         * @description How weights that are not given are drawn by name, in any letter case.
         * @enum {string}
         */
        InitializerName: "xavierUniform" | "xavierNormal" | "heUniform" | "heNormal" | "normal" | "zeros" | "constant";
        /** @description A rule by which weights that are not given are drawn. */
        InitializerType: {
            /** @description Its name; matched in any letter case. */
            name: string;
            /** @description The distribution and its source, in one sentence. */
            summary: string;
            /** @description The attributes that it takes. */
            attributes: components["schemas"]["Attribute"][];
        };
        /** @description How weights that are not given are drawn by its `type`, with its attributes. */
        InitializerWithAttributes: components["schemas"]["PlainInitializer"] | components["schemas"]["NormalInitializer"] | components["schemas"]["ConstantInitializer"];
        /** @description The learning rate falls as one over the number of epochs. */
        InverseTimeLearningRateDecay: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "inverseTime";
            /**
             * Format: double
             * @description k, how fast it falls.
             */
            rate: number;
        };
        /** @description One mistake, in a request or in an answer that it holds. */
        Issue: {
            /** @description A stable, machine-readable name of the kind of mistake. */
            code: string;
            /** @description Where it is: a JSON Pointer (RFC 6901) into the request, in URI fragment form. */
            pointer: string;
            /** @description What is wrong and what to do. */
            detail: string;
            /**
             * Format: int32
             * @description In an expression: the line, from 1.
             */
            line?: number;
            /**
             * Format: int32
             * @description In an expression: the column, from 1.
             */
            column?: number;
        };
        /** @description One state on the way, and the step taken from it. */
        Iteration: {
            /**
             * Format: int32
             * @description 0 for the start.
             */
            number: number;
            /** @description The inputs. */
            inputs: {
                [key: string]: components["schemas"]["Tensor"];
            };
            /**
             * Format: double
             * @description The output; null where it is not finite.
             */
            value: null | number;
            /**
             * Format: double
             * @description Output − target; null where it is not finite.
             */
            error: null | number;
            /**
             * Format: double
             * @description The share of the Newton step that was taken from here: 1, or ½, ¼, … where the whole step made things worse. Not there where no step was taken.
             */
            damping?: number;
            /** @description The nodes in topological order. */
            nodes: components["schemas"]["IterationNode"][];
        };
        /** @description A node in one state. */
        IterationNode: {
            /** @description Its name. */
            id: string;
            /** @description Its value. */
            value: components["schemas"]["ResultTensor"];
            /** @description ∂output/∂node; absent on constants. */
            gradient?: components["schemas"]["ResultTensor"];
            /**
             * @description The first-order increment that the node is asked for. A moved input: the step itself, which for several inputs is the shortest, Δoutput·∇/‖∇‖²
             *     over all of them. Any other node: what it alone would have to contribute, Δoutput/(∂output/∂node); null where it has no influence. Not there where
             *     no step was taken.
             */
            delta?: components["schemas"]["ResultTensor"];
        };
        /**
         * @description What is right where a node sits on a kink.
         * @enum {string}
         */
        KinkRule: "subdifferential" | "convention";
        /** @description A layer: its type, and the members that layers of this type take. */
        Layer: components["schemas"]["DenseLayer"] | components["schemas"]["ActivationLayer"] | components["schemas"]["Conv1dLayer"] | components["schemas"]["Conv2dLayer"] | components["schemas"]["MaxPoolLayer"] | components["schemas"]["AveragePoolLayer"] | components["schemas"]["GlobalAveragePoolLayer"] | components["schemas"]["BatchNormLayer"] | components["schemas"]["LayerNormLayer"] | components["schemas"]["GroupNormLayer"] | components["schemas"]["RnnLayer"] | components["schemas"]["LstmLayer"] | components["schemas"]["FlattenLayer"] | components["schemas"]["DropoutLayer"] | components["schemas"]["EmbeddingLayer"] | components["schemas"]["ResidualLayer"];
        /** @description The types of layers. */
        LayerList: {
            /** @description Every type of layer. */
            layers: components["schemas"]["LayerType"][];
            /** @description Every rule by which weights that are not given are drawn, the default first. */
            initializers: components["schemas"]["InitializerType"][];
            /** @description The operators that a layer can be followed by. */
            activations: components["schemas"]["ActivationName"][];
            /** @description The operators that a network can end with. */
            losses: components["schemas"]["LossName"][];
        };
        /** @description A layer of the network that a computation was written as. */
        LayerNodes: {
            /**
             * Format: int32
             * @description Its place, from 1; it ends the ids of its nodes.
             */
            number: number;
            /** @description Its type. */
            type: string;
            /** @description Its own name, where it has one. */
            name?: string;
            /** @description The ids of its nodes, in order. */
            nodes: string[];
        };
        /** @description Normalises each example over an axis and all after it, as the operator layerNormalization. */
        LayerNormLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "layerNorm";
            /** @description The first axis to normalise over; negative counts from the end. Default `-1`. */
            axis?: number;
            /**
             * Format: double
             * @description Added to the variance. Default `1e-5`.
             */
            epsilon?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description The scale; ones where left out. */
            gamma?: components["schemas"]["Tensor"];
            /** @description The shift; zeros where left out. */
            beta?: components["schemas"]["Tensor"];
            activation?: components["schemas"]["Activation"];
        };
        /** @description A tensor that can be given for a layer. */
        LayerParameter: {
            /** @description The member of the layer. */
            name: string;
            /** @description What its node's id begins with; the layer's number follows: `W1`. */
            symbol: string;
            /** @description Its shape and meaning. */
            description: string;
            /** @description Whether it is a weight: drawn by the initializer, and counted in the penalty `l2`. */
            penalised: boolean;
            /** @description Whether training moves it. */
            trained: boolean;
        };
        /** @description All that is known of a type of layer. */
        LayerType: {
            /** @description Its name; matched in any letter case. */
            name: string;
            /** @description What it computes, in one or two sentences. */
            summary: string;
            /** @description What it computes, in LaTeX: `x` comes in, `z` goes into the activation. */
            formula: string;
            /** @description Where it was published; absent where there is nothing to cite. */
            source?: string;
            /** @description Its sizes, strides, seeds and the like. */
            attributes: components["schemas"]["Attribute"][];
            /** @description The tensors that can be given for it. */
            parameters: components["schemas"]["LayerParameter"][];
            /** @description Whether it takes the member `activation`. */
            takesActivation: boolean;
            /** @description Whether it takes the member `initializer`. */
            takesInitializer: boolean;
        };
        /** @description The operand where it is positive, else alpha times the operand. */
        LeakyReluActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "leakyRelu";
            /**
             * Format: double
             * @description The slope where the operand is negative. Default `0.01`.
             */
            alpha?: number;
        };
        /** @description How the learning rate falls: a name, or an object of its `type` and attributes. */
        LearningRateDecay: components["schemas"]["LearningRateDecayName"] | components["schemas"]["LearningRateDecayWithAttributes"];
        /**
         * @description How the learning rate falls by name, in any letter case.
         * @enum {string}
         */
        LearningRateDecayName: "exponential" | "inverseTime" | "step";
        /** @description A way in which the learning rate falls from epoch to epoch. */
        LearningRateDecayType: {
            /** @description Its name; matched in any letter case. */
            name: string;
            /** @description The learning rate, in words. */
            summary: string;
            /** @description The learning rate in epoch t, from 0, in LaTeX. */
            formula: string;
            /** @description The attributes that it takes. */
            attributes: components["schemas"]["Attribute"][];
        };
        /** @description How the learning rate falls by its `type`, with its attributes. */
        LearningRateDecayWithAttributes: components["schemas"]["ExponentialLearningRateDecay"] | components["schemas"]["InverseTimeLearningRateDecay"] | components["schemas"]["StepLearningRateDecay"];
        /** @description The logarithm of softmax along an axis, without overflow or a logarithm of 0. */
        LogSoftmaxActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "logSoftmax";
            /** @description The axis along which the results sum to 1; negative ones count from the end. Default `-1`. */
            axis?: number;
        };
        /** @description A loss: a name, or an object of its `type` and attributes. */
        Loss: components["schemas"]["LossName"] | components["schemas"]["LossWithAttributes"];
        /**
         * @description A loss by name, in any letter case.
         * @enum {string}
         */
        LossName: "sumSquaredError" | "halfSquaredError" | "meanSquaredError" | "meanAbsoluteError" | "huber" | "binaryCrossEntropy" | "binaryCrossEntropyWithLogits" | "crossEntropy" | "softmaxCrossEntropy" | "multiclassHinge";
        /** @description A loss by its `type`, with its attributes. */
        LossWithAttributes: components["schemas"]["PlainLoss"] | components["schemas"]["HuberLoss"] | components["schemas"]["MulticlassHingeLoss"];
        /** @description Long short-term memory. W and U hold the gates in the order i, f, o, g; from 0 or the inputs h{layer}_0 and c{layer}_0. Its activations are those of the formula, and no other follows. */
        LstmLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "lstm";
            /** @description The length of the state; may be left out where recurrentWeights are given. */
            units?: number;
            /**
             * @description Whether the result is every state, [batch, time, units], or the last one, [batch, units]. Default `"sequence"`.
             * @enum {string}
             */
            returns?: "sequence" | "last";
            /** @description Whether the layer has biases. Default `true`. */
            useBias?: boolean;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [4·units][features]. */
            weights?: components["schemas"]["Tensor"];
            /** @description [4·units][units]. */
            recurrentWeights?: components["schemas"]["Tensor"];
            /** @description [4·units]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description LTI Assignment and Grade Services 2.0, "Score publish service": application/vnd.ims.lis.v1.score+json. */
        LtiScore: {
            /** @description Whose score it is. */
            userId: string;
            /** @description When it was given. */
            timestamp: string;
            /**
             * Format: double
             * @description The score.
             */
            scoreGiven: number;
            /**
             * Format: double
             * @description The largest score.
             */
            scoreMaximum: number;
            /** @description How far the student is. */
            activityProgress: string;
            /** @description How far the grading is. */
            gradingProgress: string;
            /** @description What the student is told, where the level of feedback has something to say. */
            comment?: string;
        };
        /** @description The largest number of each window, as the operator maxPool. */
        MaxPoolLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "maxPool";
            /** @description The extent of a window along each axis. */
            kernelShape: number[];
            /** @description The step along each axis; 1 where left out. */
            strides?: number[];
            /** @description Zeros around: all begins, then all ends; none where left out. */
            pads?: number[];
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /** @description A mistake that has a name. */
        Misconception: {
            /** @description A stable name. */
            id: string;
            /** @description A short name for people. */
            title: string;
            /** @description What goes wrong and what is right. */
            explanation: string;
            /** @description What a student is told; names of nodes are put in for `{node}`, `{consumer}` and `{operator}`. */
            message: string;
            /** @description The operators at which it happens; empty where it can happen at any. */
            operators: string[];
            /** @description The ids of those that say the same less precisely. */
            refines: string[];
        };
        /** @description How often a misconception was found. */
        MisconceptionCount: {
            /** @description The misconception's id: GET /v1/misconceptions lists all. */
            id: string;
            /** @description A short name for people. */
            title: string;
            /**
             * Format: int32
             * @description In how many answers it was found.
             */
            answers: number;
        };
        /** @description The catalogue of misconceptions. */
        MisconceptionList: {
            /** @description All of them, in the order in which they are considered. */
            misconceptions: components["schemas"]["Misconception"][];
        };
        /**
         * @description How far a mistake reaches.
         * @enum {string}
         */
        MistakeScope: "slip" | "systematic";
        /** @description Gradient descent with a velocity v, zero at the start. Both variants move alike while the learning rate is constant; where it decays, cs231n's velocity keeps the old rates. v₀ is the velocity before the step. */
        MomentumOptimizer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "momentum";
            /**
             * Format: double
             * @description η, the learning rate. Default `0.01`.
             */
            learningRate?: number;
            /**
             * Format: double
             * @description μ, the share of the velocity that is kept. Default `0.9`.
             */
            momentum?: number;
            /** @description Whether to look ahead (Nesterov). Default `false`. */
            nesterov?: boolean;
            /**
             * @description Whose formula: pytorch or cs231n. Default `"pytorch"`.
             * @enum {string}
             */
            variant?: "pytorch" | "cs231n";
        };
        /** @description For scores [N, C] and class indices [N], the sum over the wrong classes of max(0, score − right score + margin): mean over the N examples. Rank 1 is one example. */
        MulticlassHingeLoss: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "multiclassHinge";
            /**
             * Format: double
             * @description How far the right class must be ahead. Default `1`.
             */
            margin?: number;
        };
        /** @description A layered network. */
        Network: {
            /** @description The layers, from the input on. */
            layers: components["schemas"]["Layer"][];
            /** @description The loss: the name of a loss operator, or an object of its `type` and attributes. Without it the output is the last layer. */
            loss?: components["schemas"]["Loss"];
            /**
             * Format: double
             * @description λ of the penalty ½·λ·Σ‖W‖² over weights, not biases. Default 0.
             */
            l2?: number;
        };
        /** @description A computation, given as a network. */
        NetworkComputation: {
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The computation as a layered network. */
            network: components["schemas"]["Network"];
        };
        /** @description A node of a graph. */
        Node: {
            /** @description Its name, unique in the graph. */
            id: string;
            /** @description The operator's name, in any letter case. */
            op: components["schemas"]["OperatorName"];
            /** @description The ids of its operands, in order. */
            inputs?: string[];
            /** @description The operator's attributes, by name in any letter case. */
            attributes?: {
                [key: string]: components["schemas"]["AttributeValue"];
            };
            /** @description The value of a constant, or the default of an input or parameter. */
            value?: components["schemas"]["Tensor"];
            /** @description Text for people. */
            label?: string;
        };
        /** @description The paths from an input or parameter to the output. */
        NodePaths: {
            /** @description The input or parameter. */
            node: string;
            /** @description How many paths there are: exact, in decimal digits, for it doubles at each fork. */
            count: string;
            /** @description Whether all paths are listed; only where they were asked for. */
            complete?: boolean;
            /** @description The paths; only where they were asked for. */
            paths?: components["schemas"]["GraphPath"][];
        };
        /** @description Normal with mean 0 and the given standard deviation (CS231n's weight_scale). */
        NormalInitializer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "normal";
            /**
             * Format: double
             * @description The standard deviation. Default `0.01`.
             */
            standardDeviation?: number;
        };
        /** @description All that is known of an operator. */
        Operator: {
            /** @description Its name; matched in any letter case. */
            name: string;
            /** @description The family that it belongs to. */
            family: string;
            /** @description What it computes, in one sentence. */
            summary: string;
            /** @description The names of its operands; the last one repeats where it takes more. */
            operands: string[];
            /** @description How many operands it takes. */
            arity: components["schemas"]["Arity"];
            /** @description The attributes that it takes. */
            attributes: components["schemas"]["Attribute"][];
            /** @description Whether it works element by element, with operands broadcast as NumPy does. */
            elementwise: boolean;
            /** @description Its value in LaTeX; `y` is the value itself. */
            formula: string;
            /**
             * @description In LaTeX, for each operand: the local derivative where the operator is elementwise, else the contribution to the operand's gradient in terms of
             *     the upstream gradient `g`. Operands that are not differentiated have none.
             */
            derivatives: components["schemas"]["Derivative"][];
            /** @description Other names that it has in expressions. */
            aliases: string[];
            /** @description The convention at kinks, ties and edges, where there are any. */
            kinkConvention?: string;
        };
        /** @description The operators. */
        OperatorList: {
            /** @description Every operator, family by family. */
            operators: components["schemas"]["Operator"][];
        };
        /**
         * @description An operator by name, in any letter case.
         * @enum {string}
         */
        OperatorName: "input" | "parameter" | "constant" | "add" | "sub" | "mul" | "div" | "pow" | "max" | "min" | "neg" | "abs" | "sign" | "reciprocal" | "square" | "identity" | "exp" | "log" | "sqrt" | "softplus" | "erf" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "sigmoid" | "relu" | "leakyRelu" | "elu" | "selu" | "gelu" | "softsign" | "silu" | "mish" | "hardSigmoid" | "floor" | "ceil" | "round" | "greater" | "less" | "equal" | "where" | "clip" | "reduceSum" | "reduceMean" | "reduceMax" | "reduceMin" | "reduceProd" | "reduceSumSquare" | "reduceL1" | "reduceL2" | "reduceLogSumExp" | "cumSum" | "matMul" | "gemm" | "einsum" | "transpose" | "reshape" | "flatten" | "squeeze" | "unsqueeze" | "expand" | "concat" | "slice" | "gather" | "pad" | "tile" | "softmax" | "logSoftmax" | "conv" | "maxPool" | "averagePool" | "globalAveragePool" | "globalMaxPool" | "batchNormalization" | "layerNormalization" | "groupNormalization" | "instanceNormalization" | "dropout" | "sumSquaredError" | "halfSquaredError" | "meanSquaredError" | "meanAbsoluteError" | "huber" | "binaryCrossEntropy" | "binaryCrossEntropyWithLogits" | "crossEntropy" | "softmaxCrossEntropy" | "multiclassHinge";
        /** @description An optimizer: a name, or an object of its `type` and attributes. */
        Optimizer: components["schemas"]["OptimizerName"] | components["schemas"]["OptimizerWithAttributes"];
        /** @description The optimizers. */
        OptimizerList: {
            /** @description Every optimizer. */
            optimizers: components["schemas"]["OptimizerType"][];
            /** @description Every way in which the learning rate can fall from epoch to epoch. */
            learningRateDecays: components["schemas"]["LearningRateDecayType"][];
        };
        /**
         * @description An optimizer by name, in any letter case.
         * @enum {string}
         */
        OptimizerName: "sgd" | "momentum" | "rmsProp" | "adam";
        /** @description All that is known of an optimizer. */
        OptimizerType: {
            /** @description Its name; matched in any letter case. */
            name: components["schemas"]["OptimizerName"];
            /** @description The update, and the difference between its sources where there is one. */
            summary: string;
            /** @description The update in LaTeX: the gradient `g` moves the parameter `w`. */
            formula: string;
            /** @description Where it was published. */
            source: string;
            /** @description The attributes that it takes. */
            attributes: components["schemas"]["Attribute"][];
            /**
             * Format: int32
             * @description How many numbers it remembers for each parameter.
             */
            slots: number;
        };
        /** @description An optimizer by its `type`, with its attributes. */
        OptimizerWithAttributes: components["schemas"]["SgdOptimizer"] | components["schemas"]["MomentumOptimizer"] | components["schemas"]["RmsPropOptimizer"] | components["schemas"]["AdamOptimizer"];
        /** @description Counts of one part. */
        PartReport: {
            /** @description Its name, such as `gradients.x`. */
            part: string;
            /** @description Answers by verdict. */
            verdicts: {
                /** Format: int32 */
                missing?: number;
                /** Format: int32 */
                invalid?: number;
                /** Format: int32 */
                correct?: number;
                /** Format: int32 */
                "correct-subgradient"?: number;
                /** Format: int32 */
                "follow-through"?: number;
                /** Format: int32 */
                diagnosed?: number;
                /** Format: int32 */
                incorrect?: number;
            };
            /** @description Answers by misconception, the most frequent first; only where there are any. */
            misconceptions?: {
                [key: string]: number;
            };
        };
        /** @description An edge from a node to one of its operands. */
        Partial: {
            /** @description The operand's id. */
            input: string;
            /**
             * Format: int32
             * @description The operand's place among the node's operands, from 0.
             */
            position: number;
            /** @description ∂node/∂operand, of the node's shape; only where the node is elementwise in this operand. */
            local?: components["schemas"]["ResultTensor"];
            /** @description What this edge adds to the operand's gradient, in the operand's shape. */
            contribution: components["schemas"]["ResultTensor"];
        };
        /** @description The operator that follows a layer without attributes. */
        PlainActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "neg" | "abs" | "sign" | "reciprocal" | "square" | "identity" | "exp" | "log" | "sqrt" | "softplus" | "erf" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "sigmoid" | "relu" | "selu" | "softsign" | "silu" | "mish" | "floor" | "ceil" | "round";
        };
        /** @description How weights that are not given are drawn without attributes. */
        PlainInitializer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "xavierUniform" | "xavierNormal" | "heUniform" | "heNormal" | "zeros";
        };
        /** @description A loss without attributes. */
        PlainLoss: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "sumSquaredError" | "halfSquaredError" | "meanSquaredError" | "meanAbsoluteError" | "binaryCrossEntropy" | "binaryCrossEntropyWithLogits" | "crossEntropy" | "softmaxCrossEntropy";
        };
        /** @description How answers are marked. */
        Policy: {
            /** @description How far an answer may be off. Default: relative 0.01, absolute 1e-8. */
            tolerance?: components["schemas"]["Tolerance"];
            /** @description Which forward values local derivatives are judged with: the key's, the student's own, or the key's as the question printed them. Default `key`. */
            forwardBase?: components["schemas"]["ForwardBase"];
            /**
             * Format: int32
             * @description For `printed`: the significant digits that the question showed. Default 4.
             */
            printedDigits?: number;
            /** @description Credit for entries that are not right by the key. */
            credit?: components["schemas"]["Credit"];
            /** @description The weights of the parts, by name; 1 where a part has none. */
            weights?: {
                [key: string]: number;
            };
            /** @description How much the student is told, each level including all before it. Default `diagnosis`. */
            feedback?: components["schemas"]["FeedbackLevel"];
            /** @description What is right at kinks: anything inside the subdifferential, or the catalogue's convention alone. Default `subdifferential`. */
            kinks?: components["schemas"]["KinkRule"];
            /** @description The learning rates with which a step of gradient descent given for a gradient is recognised, five at most. Default 0.5, 0.1, 0.01. */
            learningRates?: number[];
        };
        /** @description PrairieLearn, "External grading": results.json. */
        PrairieLearnResults: {
            /** @description Whether there is a mark. */
            gradable: boolean;
            /**
             * Format: double
             * @description 0 to 1.
             */
            score: number;
            /** @description What is said of the answer as a whole. */
            message: string;
            /** @description What the grader printed. */
            output: string;
            /** @description One test per part, where the level of feedback shows parts. */
            tests: components["schemas"]["PrairieLearnTest"][];
        };
        /** @description A part as PrairieLearn shows it. */
        PrairieLearnTest: {
            /** @description The part. */
            name: string;
            /** @description What it asks for. */
            description: string;
            /**
             * Format: double
             * @description The points that it earns.
             */
            points: number;
            /**
             * Format: double
             * @description What it counts.
             */
            max_points: number;
            /** @description What the student is told. */
            message: string;
            /** @description What the test printed. */
            output: string;
        };
        /** @description What every error is answered with (RFC 9457). */
        Problem: {
            /** @description The section of the page /errors that explains this problem. */
            type: string;
            /** @description The problem in one sentence, the same for every occurrence. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description A stable, machine-readable name of the problem. */
            code: string;
            /** @description What happened here and what to do. */
            detail?: string;
            /** @description A name under which the service's operator finds what went wrong. */
            incident?: string;
            /** @description Every mistake in the request. */
            errors?: components["schemas"]["Issue"][];
        };
        /** @description What progress events carry. */
        Progress: {
            /** @description Whether each holds the network as it stands, ready to be sent: for drawing a decision boundary while training goes on. Default false. */
            network?: boolean;
        };
        /** @description Adds the result a of an earlier layer to what comes in. */
        ResidualLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "residual";
            /** @description The name of the earlier layer, or x for the network's input. */
            from: string;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            activation?: components["schemas"]["Activation"];
        };
        /**
         * @description A number, or a nested array of numbers. What is not finite is `null`, and `warnings` says what it was. Written out up to 6 axes; the service takes as many as its limit `rank`.
         * @example [
         *       [
         *         1,
         *         2
         *       ],
         *       [
         *         3,
         *         null
         *       ]
         *     ]
         */
        ResultTensor: (null | number) | (null | number)[] | (null | number)[][] | (null | number)[][][] | (null | number)[][][][] | (null | number)[][][][][] | (null | number)[][][][][][] | (null | number | (null | number | (null | number | (null | number | (null | number | (null | number | (null | number | (null | number | (null | number | (null | number)[])[])[])[])[])[])[])[])[])[][][][][][][];
        /** @description Divides each gradient by the root of a running mean s of its square. PyTorch and CS231n agree: ε stands outside the root (TensorFlow has it inside). */
        RmsPropOptimizer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rmsProp";
            /**
             * Format: double
             * @description η, the learning rate. Default `0.01`.
             */
            learningRate?: number;
            /**
             * Format: double
             * @description α, the share of the running mean that is kept (PyTorch: alpha, CS231n: decay_rate). Default `0.99`.
             */
            decayRate?: number;
            /**
             * Format: double
             * @description ε, added to the root. Default `1e-8`.
             */
            epsilon?: number;
        };
        /** @description Units that see their own state of the step before, from h_0 = 0 or the input h{layer}_0. tanh is its activation, and no other follows. */
        RnnLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rnn";
            /** @description The length of the state; may be left out where recurrentWeights are given. */
            units?: number;
            /**
             * @description Whether the result is every state, [batch, time, units], or the last one, [batch, units]. Default `"sequence"`.
             * @enum {string}
             */
            returns?: "sequence" | "last";
            /** @description Whether the layer has biases. Default `true`. */
            useBias?: boolean;
            /** @description Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. */
            seed?: number;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description [units][features]. */
            weights?: components["schemas"]["Tensor"];
            /** @description [units][units]. */
            recurrentWeights?: components["schemas"]["Tensor"];
            /** @description [units]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            initializer?: components["schemas"]["Initializer"];
        };
        /** @description What one request may cost: the section `Limits` of the configuration, shown at `GET /v1/limits`. */
        ServiceLimits: {
            /**
             * Format: int32
             * @description Bytes of a request body.
             */
            bodyBytes: number;
            /**
             * Format: int32
             * @description Nesting of a request body.
             */
            jsonDepth: number;
            /**
             * Format: int32
             * @description Nodes of a graph.
             */
            nodes: number;
            /**
             * Format: int32
             * @description Axes of one tensor.
             */
            rank: number;
            /**
             * Format: int64
             * @description Elements of one tensor.
             */
            tensorElements: number;
            /**
             * Format: int64
             * @description Elements of all values together, of all contributions together, and of an answer.
             */
            totalElements: number;
            /**
             * Format: int32
             * @description UTF-16 code units of an expression.
             */
            expressionLength: number;
            /**
             * Format: int32
             * @description Parentheses and calls inside one another in an expression.
             */
            expressionNesting: number;
            /**
             * Format: int64
             * @description Estimated work of a computation, in quarters of a nanosecond of one core.
             */
            work: number;
            /**
             * Format: int32
             * @description Entries of a gradient check.
             */
            gradientCheckEntries: number;
            /**
             * Format: double
             * @description Seconds that a computation may take, from the arrival of its request: waiting for a turn counts.
             */
            seconds: number;
            /**
             * Format: double
             * @description Seconds that the body of a request may take to arrive, and in a batch of lines the next portion.
             */
            bodySeconds: number;
            /**
             * Format: double
             * @description Seconds that the service waits, all in all, for a client to read its answer, beside those that its length allows.
             */
            answerSeconds: number;
            /**
             * Format: int32
             * @description Bytes of an answer that allow the client another second.
             */
            answerBytesPerSecond: number;
        };
        /** @description Gradient descent: each parameter moves against its gradient. */
        SgdOptimizer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "sgd";
            /**
             * Format: double
             * @description η, the learning rate. Default `0.01`.
             */
            learningRate?: number;
        };
        /** @description Exponentials divided by their sum along an axis: positive numbers that sum to 1. */
        SoftmaxActivation: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "softmax";
            /** @description The axis along which the results sum to 1; negative ones count from the end. Default `-1`. */
            axis?: number;
        };
        /** @description The way to a solution. */
        Solution: {
            /** @description Whether the output is within the tolerance of the target. */
            converged: boolean;
            /**
             * @description How it ended. `converged`; `not-converged`: the iterations were used up, no step came nearer, or the
             *     step is too short to change an input (the warning `step-below-spacing`); `zero-gradient`: the output does
             *     not depend on the inputs here; `left-domain`: the output or its gradient is not finite at the start, or at every step that could be taken.
             */
            reason: components["schemas"]["SolutionReason"];
            /** @description Every state, the start first. */
            iterations: components["schemas"]["Iteration"][];
            /** @description The inputs at the end, ready to be sent again. */
            inputs: {
                [key: string]: components["schemas"]["Tensor"];
            };
            /**
             * Format: double
             * @description The output at the end; null where it is not finite.
             */
            value: null | number;
            /** @description Numbers that are not finite, and a tolerance or a step that is too small for floating point. */
            warnings: components["schemas"]["Warning"][];
        };
        /**
         * @description How a solution ended.
         * @enum {string}
         */
        SolutionReason: "converged" | "not-converged" | "zero-gradient" | "left-domain";
        /** @description The members of SolutionsRequest besides the computation. */
        SolutionsOptions: {
            /**
             * Format: double
             * @description The number that the output is to meet.
             */
            target: number;
            /** @description The ids of the input and parameter nodes that may be moved. Default: all inputs; all parameters where there is no input. */
            wrt?: string[];
            /**
             * Format: double
             * @description How far from the target the output may stay: |output − target|. Default 1e-10.
             */
            tolerance?: number;
            /**
             * Format: int32
             * @description The most steps, from 1 to 1,000. Default 50.
             */
            maxIterations?: number;
        };
        /** @description A computation whose inputs are to be moved until its output meets a target. */
        SolutionsRequest: components["schemas"]["SolutionsWithExpression"] | components["schemas"]["SolutionsWithGraph"] | components["schemas"]["SolutionsWithNetwork"];
        /** @description A computation whose inputs are to be moved until its output meets a target. The computation is given as an expression. */
        SolutionsWithExpression: components["schemas"]["ExpressionComputation"] & components["schemas"]["SolutionsOptions"];
        /** @description A computation whose inputs are to be moved until its output meets a target. The computation is given as a graph. */
        SolutionsWithGraph: components["schemas"]["GraphComputation"] & components["schemas"]["SolutionsOptions"];
        /** @description A computation whose inputs are to be moved until its output meets a target. The computation is given as a network. */
        SolutionsWithNetwork: components["schemas"]["NetworkComputation"] & components["schemas"]["SolutionsOptions"];
        /** @description The learning rate is multiplied by factor once for every so many epochs that have passed. */
        StepLearningRateDecay: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "step";
            /**
             * Format: double
             * @description What the rate is multiplied by. Default `0.5`.
             */
            factor?: number;
            /** @description Epochs between two steps. */
            every: number;
        };
        /** @description One part of a mark, as the student may see it. */
        StudentItem: {
            /** @description Its name, such as `gradients.x`. */
            part: string;
            /** @description What is said of it. */
            verdict: components["schemas"]["Verdict"];
            /**
             * Format: double
             * @description The share of its weight that it earns, 0 to 1.
             */
            credit: number;
            /**
             * Format: double
             * @description What it counts.
             */
            weight: number;
            /** @description The indices of its wrong entries, a hundred at most; only where it has several entries and is not right. */
            wrongEntries?: number[][];
            /** @description What is said of it; at some levels of feedback, and where there is something to say. */
            message?: string;
            /** @description The key; only with the feedback `solution`. */
            expected?: components["schemas"]["ResultTensor"];
        };
        /** @description What a student may see of a mark. */
        StudentReport: {
            /** @description The parts; from the feedback `verdicts` on. */
            items?: components["schemas"]["StudentItem"][];
            /** @description The part to look at first; from the feedback `firstWrongStep` on, where one is wrong. */
            firstWrongStep?: string;
            /** @description What is said of the answer as a whole; from the feedback `verdicts` on. */
            summary?: string;
            /** @description What in the answer belongs to no part; from the feedback `verdicts` on, where there is anything. */
            issues?: components["schemas"]["Issue"][];
        };
        /** @description The derivative of the output with respect to an input or parameter, as an expression of the inputs. */
        SymbolicDerivative: {
            /** @description The input or parameter. */
            node: string;
            /** @description The derivative in the expression language; `null` where there is none to give. */
            expression: null | string;
            /** @description Why there is none; only where there is none. */
            reason?: string;
        };
        /** @description One part of a mark, as the teacher sees it. */
        TeacherItem: {
            /** @description Its name, such as `gradients.x`. */
            part: string;
            /** @description What is said of it. */
            verdict: components["schemas"]["Verdict"];
            /**
             * Format: double
             * @description The share of its weight that it earns, 0 to 1.
             */
            credit: number;
            /**
             * Format: double
             * @description What it counts.
             */
            weight: number;
            /** @description The indices of its wrong entries, a hundred at most; only where it has several entries and is not right. */
            wrongEntries?: number[][];
            /** @description The formula that was answered, where it was one. */
            formula?: string;
            /** @description The numbers that were answered, or what the formula gives here; absent where there are none. */
            submitted?: components["schemas"]["ResultTensor"];
            /** @description The key. */
            expected: components["schemas"]["ResultTensor"];
            /** @description What follows from the student's own earlier steps; only where something before it is wrong, or where it was needed. */
            expectedFromOwnWork?: components["schemas"]["ResultTensor"];
            /** @description What is wrong with a part that cannot be read, or with a formula that is right at the exercise's own point alone. */
            detail?: string;
            /** @description The mistakes that explain it, where any do. */
            misconceptions?: components["schemas"]["Diagnosis"][];
            /** @description Whether several misconceptions explain it equally well; only where they do. */
            ambiguous?: boolean;
        };
        /** @description What a teacher sees of a mark. */
        TeacherReport: {
            /** @description The parts, with the key. */
            items: components["schemas"]["TeacherItem"][];
            /** @description The answered parts that are neither right nor follow from earlier steps, in the order in which they are worked out. */
            blame: string[];
            /** @description What in the answer belongs to no part, where there is anything. */
            issues?: components["schemas"]["Issue"][];
        };
        /**
         * @description A number, or a rectangular nested array of numbers. All finite. Written out up to 6 axes; the service takes as many as its limit `rank`.
         * @example [
         *       [
         *         1,
         *         2
         *       ],
         *       [
         *         3,
         *         4
         *       ]
         *     ]
         */
        Tensor: number | number[] | number[][] | number[][][] | number[][][][] | number[][][][][] | number[][][][][][] | (number | (number | (number | (number | (number | (number | (number | (number | (number | number[])[])[])[])[])[])[])[])[])[][][][][][][];
        /** @description Tensors by name, as requests hold them under `inputs` and elsewhere. */
        TensorMap: {
            [key: string]: components["schemas"]["Tensor"];
        };
        /** @description How far an answer may be off: relative and absolute, or significant digits, or decimals. */
        Tolerance: {
            /**
             * Format: double
             * @description By what share of the number, or of the terms that it sums, an answer may be off. Default 0.01.
             */
            relative?: number;
            /**
             * Format: double
             * @description By how much an answer may be off near zero. Default 1e-8.
             */
            absolute?: number;
            /**
             * Format: int32
             * @description Right to so many significant digits: half a unit of the last.
             */
            significantDigits?: number;
            /**
             * Format: int32
             * @description Right to so many digits after the point: half a unit of the last.
             */
            decimals?: number;
        };
        /** @description The data of one event: a record of the history (`progress`), the whole answer (`result`, the last), or a problem in its place (`error`). */
        TrainingEvent: components["schemas"]["Epoch"] | components["schemas"]["TrainingRun"] | components["schemas"]["Problem"];
        /** @description What training gives. */
        TrainingRun: {
            /** @description The start, every so many epochs, and the end, each measured over all examples with the weights of that moment. */
            history: components["schemas"]["Epoch"][];
            /** @description The trained network, ready to be sent again: that of the last record. */
            network: components["schemas"]["Network"];
            /**
             * Format: double
             * @description Its loss; null where not even the first was finite.
             */
            loss: null | number;
            /** @description Why the run ended early, and what kept layers from learning at the end. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A network to be trained, and how. */
        TrainingRunsRequest: {
            /** @description The network; it needs a loss. */
            network: components["schemas"]["Network"];
            /** @description The examples `x` and targets `y`, one row per example. Exactly one of inputs and dataset is given. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description A data set by name, in place of inputs. */
            dataset?: components["schemas"]["Dataset"];
            /** @description The optimizer: a name, or an object of its `type` and attributes such as `learningRate`. */
            optimizer: components["schemas"]["Optimizer"];
            /**
             * Format: int32
             * @description Passes over the examples.
             */
            epochs: number;
            /**
             * Format: int32
             * @description Examples per step; the last batch of an epoch may be smaller. Default: all.
             */
            batchSize?: number;
            /** @description Whether the examples are put into a new random order for each epoch. Default false. */
            shuffle?: boolean;
            /**
             * Format: int64
             * @description Seeds the order of the examples. Default 0.
             */
            seed?: number;
            /**
             * Format: int32
             * @description Epochs from one record of the history to the next. Default: as many as give about a hundred records.
             */
            recordEvery?: number;
            /** @description What the `progress` events of an event stream carry beside the record. Default: nothing. */
            progress?: components["schemas"]["Progress"];
            /** @description How the learning rate falls: an object of a `type` and its attributes. Default: not at all. */
            learningRateDecay?: components["schemas"]["LearningRateDecay"];
            /**
             * Format: double
             * @description The largest norm of the gradient over all parameters; a longer gradient is scaled to it. Default: no limit.
             */
            clipNorm?: number;
        };
        /**
         * @description What is said of a part or of an entry of it, in the order in which they are considered.
         * @enum {string}
         */
        Verdict: "missing" | "invalid" | "correct" | "correct-subgradient" | "follow-through" | "diagnosed" | "incorrect";
        /** @description How well an exercise shows one misconception. */
        Visibility: {
            /** @description The misconception's id: GET /v1/misconceptions lists all. */
            id: string;
            /**
             * Format: int32
             * @description In how many ways it can happen here.
             */
            places: number;
            /**
             * Format: int32
             * @description In how many of them the answer differs from the key.
             */
            visible: number;
            /** @description The edges or nodes at which it cannot be seen. */
            hidden: string[];
        };
        /** @description Something that a client should know about a result. */
        Warning: {
            /** @description The kind of warning, such as `non-finite` or `kink`; `more-warnings` where there are too many to list. */
            code: string;
            /** @description The node's id. */
            node?: string;
            /** @description The index of the element; empty for a single number, left out where it is about the node as a whole. */
            index?: number[];
            /** @description What the matter is: `ln(0) = -Infinity`. */
            detail: string;
        };
    };
    responses: {
        /** @description [`invalid-request`](/errors#invalid-request): The request does not have the shape that this operation expects. */
        InvalidRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`not-acceptable`](/errors#not-acceptable): The operation cannot answer in a media type that the Accept header allows. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`too-many-requests`](/errors#too-many-requests): Too many requests. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`internal-error`](/errors#internal-error): The service has failed. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`not-found`](/errors#not-found): There is nothing at this address. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`invalid-json`](/errors#invalid-json): The body is not valid JSON. [`invalid-request`](/errors#invalid-request): The request does not have the shape that this operation expects. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`request-timeout`](/errors#request-timeout): The body took too long to arrive. */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`body-too-large`](/errors#body-too-large): The body is larger than the limit. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`unsupported-media-type`](/errors#unsupported-media-type): The body is in a media type or encoding that this operation does not accept. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`invalid-graph`](/errors#invalid-graph): The graph is not valid. [`invalid-expression`](/errors#invalid-expression): The expression is not valid. [`invalid-network`](/errors#invalid-network): The network is not valid. [`invalid-inputs`](/errors#invalid-inputs): The inputs do not fit the computation. [`invalid-options`](/errors#invalid-options): The options are not valid. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`time-limit`](/errors#time-limit): The computation took longer than the limit. [`overloaded`](/errors#overloaded): Too many heavy computations at once. */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description [`shutting-down`](/errors#shutting-down): The service is shutting down. */
        ShuttingDown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listMisconceptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every misconception, in the order in which they are considered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MisconceptionList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listDatasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every data set, briefly. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getDataset: {
        parameters: {
            query?: {
                /** @description The number of points. Default `4`. */
                size?: number;
                /** @description The standard deviation of what is added to a point. Default `0`. */
                noise?: number;
                /** @description Seeds the noise: the same seed gives the same points on every machine. Default `1`. */
                seed?: number;
                /** @description How classes are written: column ([[0], [1], …], for a single sigmoid unit) or classes ([0, 1, …], for softmaxCrossEntropy). Default `"column"`. */
                targets?: "column" | "classes";
            };
            header?: never;
            path: {
                /**
                 * @description The data set's name, such as `moons`.
                 * @example xor
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data set with its points. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPoints"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listOperators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every operator, family by family. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The operator's name or an alias of it, in any letter case.
                 * @example sigmoid
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operator. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listLayers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every type of layer, and what their members name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLayer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The type's name, in any letter case.
                 * @example dense
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The type of layer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerType"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listOptimizers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every optimizer, and every decay of the learning rate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptimizerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getOptimizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer's name, in any letter case.
                 * @example adam
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The optimizer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptimizerType"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listExamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every example, briefly. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExampleList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getExample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The example's id, such as `circuit`.
                 * @example circuit
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The example. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Example"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceLimits"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    computeEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationsRequest"];
            };
        };
        responses: {
            /** @description Every node's value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    computeGradients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradientsRequest"];
            };
        };
        responses: {
            /** @description Every node's value and gradient and, unless `partials` is false, each edge's local derivative and contribution. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gradients"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    checkGradients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradientChecksRequest"];
            };
        };
        responses: {
            /** @description A verdict for the whole and for every entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradientCheck"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deriveGradients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DerivationsRequest"];
            };
        };
        responses: {
            /** @description The steps in LaTeX and in words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Derivation"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    drawGraph: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DrawingsRequest"];
            };
        };
        responses: {
            /** @description The drawing, as text in the notation that was chosen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                    "text/vnd.graphviz": string;
                    "text/vnd.mermaid": string;
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    gradeAnswer: {
        parameters: {
            query?: {
                /** @description A teaching platform: the answer is then the body that it takes, in place of the grade. */
                format?: "gradescope" | "prairielearn" | "coderunner" | "lti-ags";
                /** @description For `lti-ags`: the user whose score it is. */
                userId?: string;
                /** @description For `lti-ags`: the time of the score in ISO 8601 with milliseconds, such as 2026-02-01T12:00:00.000Z. */
                timestamp?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradesRequest"];
            };
        };
        responses: {
            /** @description The mark; with `format`, the body that the platform takes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grade"] | components["schemas"]["GradescopeResults"] | components["schemas"]["PrairieLearnResults"] | components["schemas"]["CodeRunnerResults"] | components["schemas"]["LtiScore"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    gradeBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradeBatchesRequest"];
                "application/x-ndjson": string | components["schemas"]["GradeBatchLine"];
            };
        };
        responses: {
            /** @description The marks and the class report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeBatch"];
                    "application/x-ndjson": string | components["schemas"]["GradeBatchAnswerLine"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    analyseExercise: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExerciseAnalysesRequest"];
            };
        };
        responses: {
            /** @description What the exercise shows and hides. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExerciseAnalysis"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    solveForTarget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SolutionsRequest"];
            };
        };
        responses: {
            /** @description The way to the solution, with every node's value, gradient and increment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Solution"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    trainNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrainingRunsRequest"];
            };
        };
        responses: {
            /** @description The history and the trained network. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                    "text/event-stream": string | components["schemas"]["TrainingEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ShuttingDown"];
        };
    };
}
