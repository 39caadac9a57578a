using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Training;

namespace Backprop.Api.Readers;

/// <summary>Finds data sets by name and reads their attributes.</summary>
internal static class DatasetReader
{
    /// <summary>The data set and its attributes, defaults filled in; null after what is wrong was reported.</summary>
    /// <param name="name">The data set's name in any letter case.</param>
    /// <param name="given">size, noise, seed, targets; any may be left out.</param>
    /// <param name="pointer">Where they stand in the request.</param>
    /// <param name="report">Where mistakes go.</param>
    public static (DataSet Set, NodeAttributes Attributes)? Find(string name, IReadOnlyDictionary<string, AttributeValue> given, string pointer, Action<ProblemIssue> report)
    {
        if (DataSets.ByName.Find(name) is not { } set)
        {
            report(new ProblemIssue("unknown-dataset", $"{pointer}/name", DataSets.ByName.Missing(name, NearestNames.Missing)));
            return null;
        }

        var attributes = AttributeReader.Read(set.Name, set.Attributes, given, NearestNames.Missing, (code, detail, member) =>
            report(new ProblemIssue(code, member is null ? pointer : $"{pointer}/{JsonPointer.Escape(member)}", detail)));
        return attributes is null ? null : (set, attributes);
    }
}
