namespace Backprop.Domain.Checking;

/// <summary>The formulas of the textbooks with one step for all entries: people learn with them.</summary>
internal sealed class TextbookCheck(OutputAlongEntry output, Side side, double step, CheckTolerance tolerance) : EntryCheck(output)
{
    public override CheckedEntry Check(int node, int element, double analytic, ComputedGradient computed)
    {
        var inconclusive = new CheckedEntry(node, element, analytic, CheckVerdict.Inconclusive);
        var x = Output.X;
        var right = x + step;
        var left = x - step;
        if (right == x || left == x || !double.IsFinite(right - left))
        {
            return inconclusive with { Reason = CheckReason.StepTooSmall };
        }

        var above = Output.ChangeAt(right);
        var otherBranch = Output.Signature != Output.SignatureAtPoint;
        var below = 0.0;
        if (side == Side.Both)
        {
            below = Output.ChangeAt(left);
            otherBranch |= Output.Signature != Output.SignatureAtPoint;
        }

        var numeric = Unsigned(side == Side.Both ? (above - below) / (right - left) : above / (right - x));
        if (!double.IsFinite(numeric))
        {
            return inconclusive with { Reason = double.IsNaN(above) || double.IsNaN(below) ? CheckReason.Domain : CheckReason.Overflow };
        }

        if (!double.IsFinite(analytic))
        {
            return inconclusive with { Reason = CheckReason.NotFinite, Numeric = numeric };
        }

        var passes = Math.Abs(analytic - numeric) <= tolerance.Allowed(analytic, numeric);
        var entry = new CheckedEntry(node, element, analytic, passes ? CheckVerdict.Pass : CheckVerdict.Fail) { Numeric = numeric };
        return otherBranch && (Output.OnKink || !passes) ? AtKink(entry, above, below) : entry;
    }

    // A step that reaches another branch says nothing where the slopes of the two sides differ.
    private CheckedEntry AtKink(CheckedEntry entry, double above, double below)
    {
        below = side == Side.Both ? below : Output.ChangeAt(Output.X - step);
        var right = above / (Output.X + step - Output.X);
        var left = below / (Output.X - step - Output.X);
        var room = tolerance.Allowed(left, right);
        if (!double.IsFinite(left) || Math.Abs(left - right) <= room)
        {
            return entry;
        }

        return Kink(entry, Output.OnKink ? CheckReason.Corner : CheckReason.StepOverKink, left, right, room, Output.OnKink ? step : 0);
    }
}
