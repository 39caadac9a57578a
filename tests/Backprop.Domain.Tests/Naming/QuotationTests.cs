using Backprop.Domain.Naming;

namespace Backprop.Domain.Tests.Naming;

public sealed class QuotationTests
{
    [Fact]
    public void Of_shortText_isTheTextInQuotationMarks() => Assert.Equal("'weights'", Quotation.Of("weights"));

    [Fact]
    public void Of_longText_isItsBeginning() => Assert.Equal($"'{new string('a', 80)}…'", Quotation.Of(new string('a', 1_000_000)));

    [Fact]
    public void Shorten_whereACharacterOfTwoUnitsWouldBeCut_leavesItOut() => Assert.Equal("aaa…", Quotation.Shorten("aaa🧮🧮", 4));
}
