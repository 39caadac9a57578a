using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Readers;

/// <summary>A computation that a request carries.</summary>
/// <param name="Spec">The computation as written; null where it could not be read.</param>
/// <param name="Graph">The computation compiled; null where it has issues, which are reported.</param>
/// <param name="Inputs">The values of its inputs.</param>
/// <param name="Network">The network that the graph was made from; null where it was written in another form.</param>
internal sealed record Computation(GraphSpec? Spec, Graph? Graph, IReadOnlyDictionary<string, Tensor> Inputs, ExpandedNetwork? Network = null);
