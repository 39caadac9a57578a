
namespace Backprop.Fuzzing.Running;

/// <summary>What stands on the command line after the study's name.</summary>
internal sealed class Arguments(IReadOnlyList<string> all)
{
    /// <summary>The number after a name such as <c>--seed</c>.</summary>
    public long Number(string name, long otherwise) =>
        all.Index().Where(argument => argument.Item == name && argument.Index + 1 < all.Count).Select(argument => Read(all[argument.Index + 1])).FirstOrDefault(otherwise);

    /// <summary>The number at a place.</summary>
    public long Number(int place, long otherwise) => place < all.Count && !all[place].StartsWith('-') ? Read(all[place]) : otherwise;

    private static long Read(string text) => long.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
