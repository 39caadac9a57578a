using System.Reflection;
using Backprop.Domain.Naming;

namespace Backprop.Domain.Operators.Families;

/// <summary>Every operator there is, found by name.</summary>
public static class OperatorCatalog
{
    /// <summary>The families in the order in which they are listed; each is a class whose public fields are its operators.</summary>
    private static readonly Type[] Families =
    [
        typeof(Leaves), typeof(Arithmetic), typeof(Exponentials), typeof(Trigonometry), typeof(Activations), typeof(Selection), typeof(Reductions),
        typeof(LinearAlgebra), typeof(Shaping), typeof(Softmaxes), typeof(Convolutions), typeof(Normalizations), typeof(Dropouts), typeof(Losses),
    ];

    /// <summary>Every operator, by family, in order of declaration.</summary>
    public static IReadOnlyList<Operator> All { get; } =
        [.. Families.SelectMany(family => family.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null)).OfType<Operator>()];

    private static readonly NameIndex<Operator> ByName = new("operator", All, o => o.Name);

    /// <summary>Every operator's name.</summary>
    public static IReadOnlyList<string> Names => ByName.Names;

    /// <summary>The operator of this name in any letter case, or null.</summary>
    public static Operator? Find(string name) => ByName.Find(name);
}
