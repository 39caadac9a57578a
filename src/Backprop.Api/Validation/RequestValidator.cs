using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using System.Reflection;
using FluentValidation;

namespace Backprop.Api.Validation;

/// <summary>The rules that declarations make by themselves: each number is in the range of its <see cref="RangeAttribute"/>, from which OpenAPI takes it too.</summary>
internal class RequestValidator<T> : AbstractValidator<T>
{
    /// <summary>The rules.</summary>
    public RequestValidator()
    {
        foreach (var member in typeof(T).GetProperties())
        {
            if (member.GetCustomAttribute<RangeAttribute>() is { } range)
            {
                var request = Expression.Parameter(typeof(T));
                var expected = range.Maximum is int.MaxValue ? $"at least {range.Minimum}" : string.Create(CultureInfo.InvariantCulture, $"from {range.Minimum} to {range.Maximum}");
                RuleFor(Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(request, member), typeof(object)), request))
                    .Must(range.IsValid)
                    .IsRefusedAsOutOfRange($"{JsonNamingPolicy.CamelCase.ConvertName(member.Name)} must be {expected}.");
            }
        }
    }
}
