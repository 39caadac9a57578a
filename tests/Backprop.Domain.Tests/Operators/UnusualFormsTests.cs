namespace Backprop.Domain.Tests.Operators;

/// <summary>Forms that are legal and seldom written: operands of every rank that broadcast in odd places, axes out of order, empty lists, uneven padding.</summary>
public sealed class UnusualFormsTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("unusual-forms");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("unusual-forms", name);
}
