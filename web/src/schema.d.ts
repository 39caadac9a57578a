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
         *     networks of dense layers as textbooks write them: δ² = (W³ᵀ δ³) ⊙ σ′(z²), one column an example.
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
         * @description The exercise once and many answers; a mark for each, and counts for the class. As `application/x-ndjson`, the first line is the exercise and each further line an answer: marks are streamed while answers still come.
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
         *     Every record is measured over all examples with the weights of that moment. A loss that stops being finite ends the run with the history so far and a warning.
         *
         *     Optimizers, by their published formulas (`GET /v1/optimizers` has them):
         *
         *     - `sgd`: Gradient descent: each parameter moves against its gradient. Source: Robbins and Monro (1951), A stochastic approximation method. Attributes: `learningRate` (0.01).
         *     - `momentum`: Gradient descent with a velocity v, zero at the start. Both variants move alike while the learning rate is constant; where it decays, cs231n's velocity keeps the old rates. v₀ is the velocity before the step. Source: Polyak (1964), Some methods of speeding up the convergence of iteration methods; with Nesterov's rule as Sutskever et al. (2013) write it; variants of torch.optim.SGD and of the notes of CS231n. Attributes: `learningRate` (0.01), `momentum` (0.9), `nesterov` (false), `variant` (pytorch).
         *     - `rmsProp`: Divides each gradient by the root of a running mean s of its square. PyTorch and CS231n agree: ε stands outside the root (TensorFlow has it inside). Source: Tieleman and Hinton (2012), Neural networks for machine learning, lecture 6.5. Attributes: `learningRate` (0.01), `decayRate` (0.99), `epsilon` (1E-08).
         *     - `adam`: Running means m of the gradient and s of its square, corrected for their start at zero in step t, from 1. Without the correction it is the simplified update of CS231n's notes. Source: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1; PyTorch and CS231n's assignments agree. Attributes: `learningRate` (0.001), `beta1` (0.9), `beta2` (0.999), `epsilon` (1E-08), `biasCorrection` (true).
         *
         *     Learning-rate decay:
         *
         *     - `exponential`: The learning rate falls by the same factor each epoch. Source: CS231n, notes on annealing the learning rate. Attributes: `rate`.
         *     - `inverseTime`: The learning rate falls as one over the number of epochs. Source: CS231n, notes on annealing the learning rate. Attributes: `rate`.
         *     - `step`: The learning rate is multiplied by factor once for every so many epochs that have passed. Source: CS231n, notes on annealing the learning rate. Attributes: `factor` (0.5), `every`.
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
        /** @description An answer: values and gradients by node id, each a number, a nested array of the node's shape, a formula, or null for none. */
        Answer: {
            values?: {
                [key: string]: unknown;
            };
            gradients?: {
                [key: string]: unknown;
            };
        };
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
        /** @description An attribute of an operator. */
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
        /** @description One answer of a batch, or why it is none: a bad item never fails the rest. */
        BatchItem: unknown;
        /** @enum {string} */
        CheckMethod: "adaptive" | "central" | "forward";
        /** @description What passes: |analytic − numeric| ≤ absolute + relative · max(|analytic|, |numeric|). */
        CheckTolerance: {
            /**
             * Format: double
             * @description The relative part. Default 1e-4.
             * @default 0.0001
             */
            relative: number;
            /**
             * Format: double
             * @description The absolute part. Default 1e-7.
             * @default 1e-7
             */
            absolute: number;
        };
        /** @enum {string} */
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
             * @description Why the entry is inconclusive (`noise`, `overflow`, `domain`, `not-finite`, `kink-nearby`, `not-converged`, `step-too-small`) or
             *     which kink it is on (`corner`, `jump`, `step-over-kink`).
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
        /** @description Something chosen by name: a string, or an object of its `type` and attributes. */
        Choice: string | {
            [key: string]: components["schemas"]["AttributeValue"];
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
        /** @description Misconceptions that give the same numbers. */
        Confusion: {
            /** @description Two or more, by id. */
            misconceptions: string[];
            /** @description The parts that they give the same numbers for. */
            parts: string[];
        };
        /** @description Credit, 0 to 1, for entries that are not right by the key. */
        Credit: {
            /**
             * Format: double
             * @description For an entry that follows from the student's own earlier steps.
             * @default 1
             */
            followThrough: number;
            /**
             * Format: double
             * @description For an entry that is wrong by a named mistake.
             * @default 0
             */
            diagnosed: number;
        };
        /** @description A data set by name. */
        Dataset: {
            /** @description Its name: GET /v1/datasets lists all. */
            name: string;
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
        /** @description The data sets, briefly. */
        DatasetList: {
            /** @description Every data set. */
            datasets: components["schemas"]["DatasetSummary"][];
        };
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
            /**
             * @description The examples, one row per point.
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
            x: components["schemas"]["Tensor"];
            /** @description The targets, one row per point, or one class per point. */
            y: components["schemas"]["Tensor"];
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
        /** @enum {string} */
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
        /**
         * @description What a step of a derivation is about.
         * @enum {string}
         */
        DerivationUnit: "nodes" | "elements";
        /** @description A computation to be explained. */
        DerivationsRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /**
             * @description `nodes`: one step per node, tensors in matrix form. `elements`: one step per element, every weight by itself.
             * @default nodes
             */
            detail: components["schemas"]["DerivationUnit"];
            /**
             * Format: int32
             * @description Significant digits of the numbers in formulas and sentences. Default 6.
             * @default 6
             */
            digits: number;
            /**
             * @description Whether every path from an input to the output is listed with its product. Their number is always given. Default false.
             * @default false
             */
            paths: boolean;
            /**
             * Format: int32
             * @description The most paths that are listed for one input. Default 100.
             * @default 100
             */
            maxPaths: number;
            /**
             * @description Whether each input's derivative is given as one expression of the inputs, in the expression language. Default false.
             * @default false
             */
            symbolic: boolean;
        } & (unknown | unknown | unknown);
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
         * @description What a drawing shows of a computation.
         * @enum {string}
         */
        DrawingKind: "graph" | "neurons";
        /** @description A computation to be drawn. */
        DrawingsRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /**
             * @description `graph`: the computation graph as a circuit. `neurons`: a chain of dense layers as neurons and weights.
             * @default graph
             */
            view: components["schemas"]["DrawingKind"];
            /** @description The numbers that are shown. Default values and gradients. */
            show?: components["schemas"]["DrawnNumber"][];
            /**
             * Format: int32
             * @description Significant digits of the numbers. Default 4.
             * @default 4
             */
            digits: number;
        } & (unknown | unknown | unknown);
        /**
         * @description A kind of number that a drawing can show.
         * @enum {string}
         */
        DrawnNumber: "values" | "gradients" | "local" | "upstream" | "contributions";
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
            /**
             * @description The output's value.
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
            value: components["schemas"]["ResultTensor"];
            /** @description The nodes in topological order. */
            nodes: components["schemas"]["EvaluatedNode"][];
            /** @description The layers with the ids of their nodes; only where the computation was written as a network. */
            layers?: components["schemas"]["LayerNodes"][];
            /** @description Numbers that are not finite. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A computation to be run forward. */
        EvaluationsRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The ids of the nodes to return; default all. Each once; they are returned in topological order. */
            select?: string[];
        } & (unknown | unknown | unknown);
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
            /** @description The body to send. */
            request: unknown;
            /** @description What the answer must hold: `nodes`, with values and gradients by node id, and `at`, with values by their place in the answer. */
            expect: unknown;
            /** @description By how much the answer's numbers may differ. */
            tolerance: components["schemas"]["ExampleTolerance"];
        };
        /** @description The examples, briefly. */
        ExampleList: {
            /** @description Every example. */
            examples: components["schemas"]["ExampleSummary"][];
        };
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
        /** @description An exercise to be looked at before it is used. */
        ExerciseAnalysesRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
        } & (unknown | unknown | unknown);
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
        /** @enum {string} */
        FeedbackLevel: "score" | "verdicts" | "firstWrongStep" | "diagnosis" | "solution";
        /** @enum {string} */
        ForwardBase: "key" | "student" | "printed";
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
        /** @description An exercise and many answers to it. */
        GradeBatchesRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
            /** @description The answers, each `{ "id", "answer" }`. */
            answers: components["schemas"]["BatchItem"][];
        } & (unknown | unknown | unknown);
        /** @description One answer of a batch after marking. A bad one never fails the rest. */
        GradedItem: {
            /** @description The client's name for it; absent where it could not be read. */
            id?: string;
            /**
             * Format: int32
             * @description 200 where it was marked; 400 where it is no answer; 413 where its line is too long.
             */
            status: number;
            /** @description What is wrong with it; only where it was not marked. */
            errors?: components["schemas"]["Issue"][];
            /** @description Its mark. */
            grade?: components["schemas"]["Grade"];
        };
        /** @description An exercise and an answer to it. */
        GradesRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /** @description The parts that are asked, such as `gradients.x`; a part that is not answered is then missing. Default: those that are answered or have a weight. */
            parts?: string[];
            /** @description How answers are marked. */
            policy?: components["schemas"]["Policy"];
            /** @description What the student answered: `values` and `gradients` by node id, each a number, an array of the node's shape, a formula, or null. */
            answer: components["schemas"]["Answer"];
        } & (unknown | unknown | unknown);
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
        /** @description A computation whose gradients are to be compared with numeric derivatives. */
        GradientChecksRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
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
             * @default adaptive
             */
            method: components["schemas"]["CheckMethod"];
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
        } & (unknown | unknown | unknown);
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
        /** @description A computation to be run forward and backward. */
        GradientsRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
            /** @description The gradient of the output, in its shape. Default 1; required where the output is not a single number. */
            upstream?: components["schemas"]["Tensor"];
            /**
             * @description Whether every edge's local derivative and contribution are returned. Default true.
             * @default true
             */
            partials: boolean;
            /** @description The ids of the nodes to return; default all. Each once; they are returned in topological order. */
            select?: string[];
        } & (unknown | unknown | unknown);
        /** @description A computation as a graph of named nodes, in any order. */
        Graph: {
            /** @description The nodes, in any order. */
            nodes: components["schemas"]["Node"][];
            /** @description The id of the output. May be left out where exactly one node feeds no other. */
            output?: string;
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
        /** @description How the service is. */
        Health: {
            /** @description `healthy`. */
            status: string;
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
             *     over all of them. Any other node: what it alone would have to contribute, Δoutput/(∂output/∂node); null where it has no influence. Not there
             *     where no step was taken.
             */
            delta?: components["schemas"]["ResultTensor"];
        };
        /** @enum {string} */
        KinkRule: "subdifferential" | "convention";
        /** @description A layer: its type, and the members that layers of this type take. */
        Layer: {
            /** @description `dense`: An affine map with one row of W a unit. Over sequences [batch, time, features] it is applied at each time step. `activation`: An activation on its own. `conv1d`: Cross-correlation over [batch, channels, length] with a bias a filter, as the operator conv. `conv2d`: Cross-correlation over [batch, channels, height, width] with a bias a filter, as the operator conv. `maxPool`: The largest number of each window, as the operator maxPool. `averagePool`: The mean of each window, as the operator averagePool. `globalAveragePool`: The mean of each channel, one feature a channel: [batch, channels]. `batchNorm`: Normalises each channel (axis 1) by the batch's own mean and variance, or by mean and variance where they are given, as for a trained network. `layerNorm`: Normalises each example over an axis and all after it, as the operator layerNormalization. `groupNorm`: Normalises each example over groups of channels, as the operator groupNormalization. `rnn`: Units that see their own state of the step before, from h_0 = 0 or the input h{layer}_0. `lstm`: Long short-term memory. W and U hold the gates in the order i, f, o, g; from 0 or the inputs h{layer}_0 and c{layer}_0. `flatten`: All axes after the batch as one. `dropout`: Drops a random share of the numbers and divides the others by 1 − ratio (inverted dropout). A computation draws one mask from the seed; training draws a new mask for every step and drops nothing where it measures. `embedding`: Replaces each whole number by that row of W: [batch, time] becomes [batch, time, units]. `residual`: Adds the result a of an earlier layer to what comes in. */
            type: string;
            /** @description A name by which later layers can refer to this one. */
            name?: string;
            /** @description The operator that follows the layer, such as `relu`: its name, or an object of its `type` and attributes. Any operator with one operand that keeps the operand's shape will do. */
            activation?: string | {
                [key: string]: components["schemas"]["AttributeValue"];
            };
            /** @description How weights that are not given are drawn. `xavierUniform`: Uniform on (−a, a) with a = √(6/(fanIn + fanOut)) (Glorot and Bengio, 2010). The default. `xavierNormal`: Normal with mean 0 and variance 2/(fanIn + fanOut) (Glorot and Bengio, 2010). `heUniform`: Uniform on (−a, a) with a = √(6/fanIn) (He et al., 2015): for relu. `heNormal`: Normal with mean 0 and variance 2/fanIn (He et al., 2015): for relu. `normal`: Normal with mean 0 and the given standard deviation (CS231n's weight_scale). `zeros`: All zero. `constant`: All the same number. */
            initializer?: string | {
                [key: string]: components["schemas"]["AttributeValue"];
            };
            /**
             * Format: double
             * @description Of `dense`: The number of units; may be left out where weights are given. Of `rnn`, `lstm`: The length of the state; may be left out where recurrentWeights are given. Of `embedding`: The length of a row; may be left out where weights are given.
             */
            units?: number;
            /** @description Of `dense`, `conv1d`, `conv2d`, `rnn`, `lstm`: Whether the layer has biases. */
            useBias?: boolean;
            /**
             * Format: double
             * @description Of `dense`, `conv1d`, `conv2d`, `rnn`, `lstm`, `embedding`: Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine. Of `dropout`: Seeds the mask; left out: the layer's number, from 1.
             */
            seed?: number;
            /**
             * Format: double
             * @description Of `conv1d`, `conv2d`: The number of filters; may be left out where weights are given.
             */
            filters?: number;
            /** @description Of `conv1d`, `conv2d`: The extent of a filter along each axis; may be left out where weights are given. Of `maxPool`, `averagePool`: The extent of a window along each axis. */
            kernelShape?: number[];
            /** @description Of `conv1d`, `conv2d`, `maxPool`, `averagePool`: The step along each axis; 1 where left out. */
            strides?: number[];
            /** @description Of `conv1d`, `conv2d`, `maxPool`, `averagePool`: Zeros around: all begins, then all ends; none where left out. */
            pads?: number[];
            /** @description Of `conv1d`, `conv2d`: The distance between a filter's elements along each axis; 1 where left out. */
            dilations?: number[];
            /**
             * Format: double
             * @description Of `conv1d`, `conv2d`: Into how many groups the channels are divided.
             */
            group?: number;
            /**
             * Format: double
             * @description Of `batchNorm`, `layerNorm`, `groupNorm`: Added to the variance.
             */
            epsilon?: number;
            /**
             * Format: double
             * @description Of `layerNorm`: The first axis to normalise over; negative counts from the end.
             */
            axis?: number;
            /**
             * Format: double
             * @description Of `groupNorm`: Into how many groups the channels are divided.
             */
            numGroups?: number;
            /** @description Of `rnn`, `lstm`: Whether the result is every state, [batch, time, units], or the last one, [batch, units]. */
            returns?: string;
            /**
             * Format: double
             * @description Of `dropout`: The share that is dropped.
             */
            ratio?: number;
            /**
             * Format: double
             * @description Of `embedding`: The number of rows; may be left out where weights are given.
             */
            vocabulary?: number;
            /** @description Of `residual`: The name of the earlier layer, or x for the network's input. */
            from?: string;
            /** @description Of `dense`: [units][features], one row a unit. Of `conv1d`: [filters][channels / group][width]. Of `conv2d`: [filters][channels / group][height][width]. Of `rnn`: [units][features]. Of `lstm`: [4·units][features]. Of `embedding`: [vocabulary][units]. */
            weights?: components["schemas"]["Tensor"];
            /** @description Of `dense`, `rnn`: [units]; zeros where left out. Of `conv1d`, `conv2d`: [filters]; zeros where left out. Of `lstm`: [4·units]; zeros where left out. */
            biases?: components["schemas"]["Tensor"];
            /** @description Of `batchNorm`, `layerNorm`, `groupNorm`: The scale; ones where left out. */
            gamma?: components["schemas"]["Tensor"];
            /** @description Of `batchNorm`, `layerNorm`, `groupNorm`: The shift; zeros where left out. */
            beta?: components["schemas"]["Tensor"];
            /** @description Of `batchNorm`: [channels]: fixed means to normalise by, together with variance. */
            mean?: components["schemas"]["Tensor"];
            /** @description Of `batchNorm`: [channels]: fixed variances to normalise by, together with mean. */
            variance?: components["schemas"]["Tensor"];
            /** @description Of `rnn`: [units][units]. Of `lstm`: [4·units][units]. */
            recurrentWeights?: components["schemas"]["Tensor"];
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
        /** @enum {string} */
        MistakeScope: "slip" | "systematic";
        /** @description A layered network. */
        Network: {
            /** @description The layers, from the input on. */
            layers: components["schemas"]["Layer"][];
            /** @description The loss: the name of a loss operator, or an object of its `type` and attributes. Without it the output is the last layer. */
            loss?: components["schemas"]["Choice"];
            /**
             * Format: double
             * @description λ of the penalty ½·λ·Σ‖W‖² over weights, not biases. Default 0.
             */
            l2?: number;
        };
        /** @description A node of a graph. */
        Node: {
            /** @description Its name, unique in the graph. */
            id: string;
            /** @description The operator's name, in any letter case. */
            op: string;
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
             * @description In LaTeX, for each operand: the local derivative where the operator is elementwise, else the contribution to the operand's gradient in terms of the
             *     upstream gradient `g`. Operands that are not differentiated have none.
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
        /** @description Counts of one part. */
        PartReport: {
            /** @description Its name, such as `gradients.x`. */
            part: string;
            /** @description Answers by verdict. */
            verdicts: {
                /** Format: int32 */
                Missing?: number;
                /** Format: int32 */
                Invalid?: number;
                /** Format: int32 */
                Correct?: number;
                /** Format: int32 */
                CorrectSubgradient?: number;
                /** Format: int32 */
                FollowThrough?: number;
                /** Format: int32 */
                Diagnosed?: number;
                /** Format: int32 */
                Incorrect?: number;
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
        /** @description How answers are marked. */
        Policy: {
            /** @description How far an answer may be off. Default: relative 0.01, absolute 1e-8. */
            tolerance?: components["schemas"]["Tolerance"];
            /**
             * @description Which forward values local derivatives are judged with: the key's, the student's own, or the key's as the question printed them.
             * @default key
             */
            forwardBase: components["schemas"]["ForwardBase"];
            /**
             * Format: int32
             * @description For `printed`: the significant digits that the question showed.
             * @default 4
             */
            printedDigits: number;
            /** @description Credit for entries that are not right by the key. */
            credit?: components["schemas"]["Credit"];
            /** @description The weights of the parts, by name; 1 where a part has none. */
            weights?: {
                [key: string]: number;
            };
            /**
             * @description How much the student is told, each level including all before it.
             * @default diagnosis
             */
            feedback: components["schemas"]["FeedbackLevel"];
            /**
             * @description What is right at kinks: anything inside the subdifferential, or the catalogue's convention alone.
             * @default subdifferential
             */
            kinks: components["schemas"]["KinkRule"];
            /** @description The learning rates with which a step of gradient descent given for a gradient is recognised, five at most. Default 0.5, 0.1, 0.01. */
            learningRates?: number[];
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
            /**
             * @description Whether each holds the network as it stands, ready to be sent: for drawing a decision boundary while training goes on. Default false.
             * @default false
             */
            network: boolean;
        };
        /**
         * @description A number, or a nested array of numbers. What is not finite is `null`, and `warnings` says what it was.
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
        ResultTensor: (null | number) | components["schemas"]["ResultTensor"][];
        /** @description What one request may cost: the section `Limits` of the configuration, shown at `GET /v1/limits`. */
        ServiceLimits: {
            /**
             * Format: int32
             * @description Bytes of a request body.
             */
            bodyBytes?: number;
            /**
             * Format: int32
             * @description Nesting of a request body.
             */
            jsonDepth?: number;
            /**
             * Format: int32
             * @description Nodes of a graph.
             */
            nodes?: number;
            /**
             * Format: int32
             * @description Axes of one tensor.
             */
            rank?: number;
            /**
             * Format: int64
             * @description Elements of one tensor.
             */
            tensorElements?: number;
            /**
             * Format: int64
             * @description Elements of all values together, of all contributions together, and of an answer.
             */
            totalElements?: number;
            /**
             * Format: int32
             * @description UTF-16 code units of an expression.
             */
            expressionLength?: number;
            /**
             * Format: int32
             * @description Parentheses and calls inside one another in an expression.
             */
            expressionNesting?: number;
            /**
             * Format: int64
             * @description Estimated multiply-adds of a computation.
             */
            work?: number;
            /**
             * Format: int32
             * @description Entries of a gradient check.
             */
            gradientCheckEntries?: number;
            /**
             * Format: double
             * @description Seconds that a computation may take.
             */
            seconds?: number;
        };
        /** @description The way to a solution. */
        Solution: {
            /** @description Whether the output is within the tolerance of the target. */
            converged: boolean;
            /**
             * @description How it ended. `converged`; `not-converged`: the iterations were used up, or no step came nearer; `zero-gradient`: the output does not
             *     depend on the inputs here; `left-domain`: the output or its gradient is not finite at the start, or at every step that could be taken.
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
            /** @description Numbers that are not finite, and a tolerance that floating point cannot meet. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @enum {string} */
        SolutionReason: "converged" | "not-converged" | "zero-gradient" | "left-domain";
        /** @description A computation whose inputs are to be moved until its output meets a target. */
        SolutionsRequest: {
            /** @description The computation as text: `q = x + y; f = q * z`. The last statement is the output. */
            expression?: string;
            /** @description The computation as a graph of named nodes. */
            graph?: components["schemas"]["Graph"];
            /** @description The computation as a layered network. */
            network?: components["schemas"]["Network"];
            /** @description The values of the inputs, by node id. */
            inputs?: components["schemas"]["TensorMap"];
            /** @description The id of the output, where it is not the computation's own. */
            output?: string;
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
             * @default 1e-10
             */
            tolerance: number;
            /**
             * Format: int32
             * @description The most steps, from 1 to 1,000. Default 50.
             * @default 50
             */
            maxIterations: number;
        } & (unknown | unknown | unknown);
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
         * @description A number, or a rectangular nested array of numbers. All finite.
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
        Tensor: number | components["schemas"]["Tensor"][];
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
            /** @description The optimizer: `sgd`, `momentum`, `rmsProp` or `adam`, or an object of its `type` and attributes such as `learningRate`. */
            optimizer: components["schemas"]["Choice"];
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
            /**
             * @description Whether the examples are put into a new random order for each epoch. Default false.
             * @default false
             */
            shuffle: boolean;
            /**
             * Format: int64
             * @description Seeds the order of the examples. Default 0.
             * @default 0
             */
            seed: number;
            /**
             * Format: int32
             * @description Epochs from one record of the history to the next. Default: as many as give about a hundred records.
             */
            recordEvery?: number;
            /** @description What the `progress` events of an event stream carry beside the record. Default: nothing. */
            progress?: components["schemas"]["Progress"];
            /** @description How the learning rate falls: an object of a `type`, `exponential` (`rate`), `inverseTime` (`rate`) or `step` (`factor`, `every`). Default: not at all. */
            learningRateDecay?: components["schemas"]["Choice"];
            /**
             * Format: double
             * @description The largest norm of the gradient over all parameters; a longer gradient is scaled to it. Default: no limit.
             */
            clipNorm?: number;
        };
        /** @enum {string} */
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
            /** @description The index of the element; empty for a single number. */
            index?: number[];
            /** @description What the matter is: `ln(0) = -Infinity`. */
            detail: string;
        };
    };
    responses: never;
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
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDataset: {
        parameters: {
            query?: {
                /** @description The number of points, from 1 to 10,000. */
                size?: string;
                /** @description The standard deviation of the noise. */
                noise?: string;
                /** @description A whole number that the noise follows from. Default 1. */
                seed?: string;
                /** @description How classes are written: `column`, [[0], [1], …], for a single sigmoid unit (default), or `classes`, [0, 1, …], for softmaxCrossEntropy. */
                targets?: string;
            };
            header?: never;
            path: {
                /** @description The data set's name, such as `moons`. */
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
            /** @description `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The operator's name or an alias of it, in any letter case. */
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
            /** @description `not-found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The example's id, such as `circuit`. */
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
            /** @description `not-found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "output": "f",
                     *       "value": -12,
                     *       "nodes": [
                     *         {
                     *           "id": "x",
                     *           "op": "input",
                     *           "label": "x",
                     *           "shape": [],
                     *           "value": -2
                     *         },
                     *         {
                     *           "id": "y",
                     *           "op": "input",
                     *           "label": "y",
                     *           "shape": [],
                     *           "value": 5
                     *         },
                     *         {
                     *           "id": "q",
                     *           "op": "add",
                     *           "label": "x + y",
                     *           "inputs": [
                     *             "x",
                     *             "y"
                     *           ],
                     *           "shape": [],
                     *           "value": 3
                     *         },
                     *         {
                     *           "id": "z",
                     *           "op": "input",
                     *           "label": "z",
                     *           "shape": [],
                     *           "value": -4
                     *         },
                     *         {
                     *           "id": "f",
                     *           "op": "mul",
                     *           "label": "q * z",
                     *           "inputs": [
                     *             "q",
                     *             "z"
                     *           ],
                     *           "shape": [],
                     *           "value": -12
                     *         }
                     *       ],
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "output": "f",
                     *       "value": -12,
                     *       "nodes": [
                     *         {
                     *           "id": "x",
                     *           "op": "input",
                     *           "label": "x",
                     *           "shape": [],
                     *           "value": -2,
                     *           "gradient": -4
                     *         },
                     *         {
                     *           "id": "y",
                     *           "op": "input",
                     *           "label": "y",
                     *           "shape": [],
                     *           "value": 5,
                     *           "gradient": -4
                     *         },
                     *         {
                     *           "id": "q",
                     *           "op": "add",
                     *           "label": "x + y",
                     *           "inputs": [
                     *             "x",
                     *             "y"
                     *           ],
                     *           "shape": [],
                     *           "value": 3,
                     *           "gradient": -4,
                     *           "partials": [
                     *             {
                     *               "input": "x",
                     *               "position": 0,
                     *               "local": 1,
                     *               "contribution": -4
                     *             },
                     *             {
                     *               "input": "y",
                     *               "position": 1,
                     *               "local": 1,
                     *               "contribution": -4
                     *             }
                     *           ]
                     *         },
                     *         {
                     *           "id": "z",
                     *           "op": "input",
                     *           "label": "z",
                     *           "shape": [],
                     *           "value": -4,
                     *           "gradient": 3
                     *         },
                     *         {
                     *           "id": "f",
                     *           "op": "mul",
                     *           "label": "q * z",
                     *           "inputs": [
                     *             "q",
                     *             "z"
                     *           ],
                     *           "shape": [],
                     *           "value": -12,
                     *           "gradient": 1,
                     *           "partials": [
                     *             {
                     *               "input": "q",
                     *               "position": 0,
                     *               "local": -4,
                     *               "contribution": -4
                     *             },
                     *             {
                     *               "input": "z",
                     *               "position": 1,
                     *               "local": 3,
                     *               "contribution": 3
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["Gradients"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "verdict": "pass",
                     *       "method": "adaptive",
                     *       "evaluations": 55,
                     *       "largestRelativeError": 4.93432455389e-16,
                     *       "entries": [
                     *         {
                     *           "node": "price",
                     *           "index": [],
                     *           "analytic": 1.8,
                     *           "numeric": 1.800000000000001,
                     *           "errorBound": 1.0991207943789e-14,
                     *           "absoluteError": 8.881784197001e-16,
                     *           "relativeError": 4.93432455389e-16,
                     *           "verdict": "pass"
                     *         },
                     *         {
                     *           "node": "count",
                     *           "index": [],
                     *           "analytic": 4.5,
                     *           "numeric": 4.5,
                     *           "errorBound": 2.1316282072803e-14,
                     *           "absoluteError": 0,
                     *           "relativeError": 0,
                     *           "verdict": "pass"
                     *         },
                     *         {
                     *           "node": "discount",
                     *           "index": [],
                     *           "analytic": 10,
                     *           "numeric": 9.999999999999998,
                     *           "errorBound": 5.04781401862904e-14,
                     *           "absoluteError": 1.7763568394003e-15,
                     *           "relativeError": 1.7763568394e-16,
                     *           "verdict": "pass"
                     *         }
                     *       ],
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["GradientCheck"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "output": "z",
                     *       "value": 9,
                     *       "steps": [
                     *         {
                     *           "node": "price",
                     *           "phase": "backward",
                     *           "latex": "\\frac{\\partial z}{\\partial \\mathit{price}} = \\frac{\\partial z}{\\partial z} \\cdot \\frac{\\partial z}{\\partial y} \\cdot \\frac{\\partial y}{\\partial \\mathit{price}} = 1 \\cdot \\mathit{discount} \\cdot \\mathit{count}",
                     *           "latexNumbers": "\\frac{\\partial z}{\\partial \\mathit{price}} = 1 \\cdot 0.9 \\cdot 2 = 1.8",
                     *           "text": "price flows into y only: the upstream gradient 0.9 times the local derivative 2 gives 1.8."
                     *         }
                     *       ],
                     *       "latex": "\\begin{aligned} \\frac{\\partial z}{\\partial \\mathit{price}} &= 1 \\cdot 0.9 \\cdot 2 = 1.8 \\end{aligned}",
                     *       "paths": [
                     *         {
                     *           "node": "price",
                     *           "count": "1"
                     *         }
                     *       ],
                     *       "symbolic": [
                     *         {
                     *           "node": "price",
                     *           "expression": "count * discount"
                     *         }
                     *       ],
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["Derivation"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gradeAnswer: {
        parameters: {
            query?: never;
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
            /** @description The mark. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grade"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    "text/event-stream": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `invalid-json`: The body is not valid JSON. `invalid-request`: The request does not have the shape that this operation expects. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is larger than the limit. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is in a media type or encoding that this operation does not accept. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-graph`: The graph is not valid. `invalid-expression`: The expression is not valid. `invalid-network`: The network is not valid. `invalid-inputs`: The inputs do not fit the computation. `invalid-options`: The options are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `time-limit`: The computation took longer than the limit. `overloaded`: Too many heavy computations at once. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "status": "healthy"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    /**
                     * @example {
                     *       "status": "healthy"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `not-acceptable`: The operation cannot answer in a media type that the Accept header allows. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: The service has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `shutting-down`: The service is shutting down. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
