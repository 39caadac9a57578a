namespace Backprop.Domain.Tests.Support;

/// <summary>Holds what a line says: all that stands between its equals signs is computed, and has to be the same.</summary>
internal static class PrintedLines
{
    /// <summary>Computes a line of numbers. Lines in which terms are left out, and those of numbers that are not finite, say nothing to compute.</summary>
    /// <returns>How many sides were computed against the last one.</returns>
    public static int AssertNumbersHold(string line)
    {
        if (line.Contains(@"\cdots", StringComparison.Ordinal) || line.Contains(@"\infty", StringComparison.Ordinal) || line.Contains(@"\text{undefined}", StringComparison.Ordinal))
        {
            return 0;
        }

        // The first sides are names: of a node, of its δ, of its gradient.
        var sides = Sides(line).Skip(1).SkipWhile(side => side.StartsWith(@"\frac{\partial", StringComparison.Ordinal)).ToList();
        if (sides.Count < 2)
        {
            return 0;
        }

        var (expected, _) = Compute(line, sides[^1], null);
        foreach (var side in sides.SkipLast(1))
        {
            var (value, scale) = Compute(line, side, expected);
            AssertEqual(expected, value, scale, line);
        }

        return sides.Count - 1;
    }

    public static void AssertEqual(PrintedArray expected, PrintedArray value, double scale, string line)
    {
        var shown = value.IsOnes ? value.Zip(expected, (a, _) => a) : value;
        Assert.True((shown.Rows, shown.Columns) == (expected.Rows, expected.Columns), $"{line}: {shown.Rows}×{shown.Columns} on the left, {expected.Rows}×{expected.Columns} on the right");
        for (var i = 0; i < expected.Data.Length; i++)
        {
            Assert.True(Math.Abs(shown.Data[i] - expected.Data[i]) <= 1e-11 * Math.Max(1, scale), $"{line}: {shown.Data[i]:R} on the left, {expected.Data[i]:R} on the right");
        }
    }

    private static (PrintedArray Value, double Scale) Compute(string line, string side, PrintedArray? expected)
    {
        try
        {
            return PrintedMath.Compute(side, expected);
        }
        catch (FormatException mistake)
        {
            throw new Xunit.Sdk.XunitException($"{line}: {mistake.Message}");
        }
    }

    /// <summary>What stands between the equals signs of a line that are not inside of brackets, without a remark in parentheses behind it.</summary>
    public static IReadOnlyList<string> Sides(string line)
    {
        var remark = line.IndexOf(@" \quad \left(", StringComparison.Ordinal);
        line = remark < 0 ? line : line[..remark] + line[(line.IndexOf(@"\right)", remark, StringComparison.Ordinal) + 7)..];
        var sides = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < line.Length; i++)
        {
            depth += line[i] == '{' || Is(@"\left", i) || Is(@"\begin", i) ? 1 : line[i] == '}' || Is(@"\right", i) || Is(@"\end", i) ? -1 : 0;
            if (line[i] == '=' && depth == 0)
            {
                sides.Add(line[start..i].Trim());
                start = i + 1;
            }
        }

        sides.Add(line[start..].Trim());
        return sides;

        bool Is(string command, int at) => line.AsSpan(at).StartsWith(command, StringComparison.Ordinal) && !(at + command.Length < line.Length && char.IsAsciiLetter(line[at + command.Length]));
    }
}
